import { domainToASCII } from 'node:url';
import { codePoint } from '../read/characters.js';

/**
 * A mail address and its display name; the domain is in ASCII, the name may be empty. Letters outside ASCII before the @ need a server with
 * SMTPUTF8 (RFC 6531).
 */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** What is wrong with a mailbox; `{value}` stands for it. */
export interface MailboxFault {
  readonly fault: string;
}

/** Limits of RFC 5321, 4.5.3.1, in bytes. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;
const MAX_ADDRESS = 254;
const MAX_NAME = 200;

/**
 * Parses `reports@example.com` or `Bot reports <reports@example.com>`, for senders and recipients: a single address, no list or group, so
 * that a name may contain any punctuation.
 */
export function readMailbox(text: string): Mailbox | MailboxFault {
  const trimmed = text.trim();
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(trimmed))
    return { fault: 'must be one line without control characters' };
  if (!/[<>]/.test(trimmed)) return readAddress(trimmed);
  const [, before = '', address] = /^([^<]*|\s*"(?:[^"\\]|\\.)*"\s*)<([^<>]*)>$/.exec(trimmed) ?? [];
  if (address === undefined) return { fault: SEVERAL.test(trimmed) ? TWO : MALFORMED };
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"$/.exec(before.trim()) ?? [];
  const name = quoted === undefined ? before.trim() : quoted.replace(/\\(.)/g, '$1').trim();
  const fault = nameFault(name, quoted !== undefined);
  const read = readAddress(address.trim());
  if (fault !== null) return { fault };
  return 'fault' in read ? read : { ...read, name };
}

/** The mailbox as text that `readMailbox` parses; the name is quoted where RFC 5322 requires it. */
export function writeMailbox({ name, address }: Mailbox): string {
  if (name === '') return address;
  const written = /[()<>@,;:\\".[\]]/.test(name) ? `"${name.replace(/[\\"]/g, '\\$&')}"` : name;
  return `${written} <${address}>`;
}

/** The address without the name; empty if invalid. */
export function addressOf(text: string): string {
  const read = readMailbox(text);
  return 'fault' in read ? '' : read.address;
}

/** Whether the address of a mailbox needs SMTPUTF8 (RFC 6531): its domain is in ASCII already. */
export const needsUtf8 = (text: string): boolean => /[^\0-\x7f]/.test(addressOf(text));

/** A warning about a domain without a dot, which is local or incomplete; else null. */
export function dotless(text: string): string | null {
  const domain = addressOf(text).split('@').pop() ?? '';
  return domain === '' || domain.includes('.') || domain === 'localhost'
    ? null
    : '{value} has a domain without a dot: that works only where the mail server knows it';
}

/** The message for a value that is not an address. */
export const MALFORMED = '{value} is not an address such as Bot reports <reports@example.com>';
const TWO = 'must be one address; {value} has several';
/** `A <a@x.example>, B <b@x.example>` */
const SEVERAL = /^[^<>]*<[^<>]+@[^<>]+>\s*[,;][^<>]*(<[^<>]+@[^<>]+>|[^<>\s]+@[^<>\s]+)[\s,;]*$/;

function nameFault(name: string, quoted: boolean): string | null {
  if (!quoted && /[^\s@",;]@[^\s@",;]/.test(name)) return TWO;
  if (!quoted && name.includes('>')) return MALFORMED;
  if (/=\?[^?\s]*\?[bq]\?[^?]*\?=/i.test(name))
    return 'must hold the name itself: it is encoded when it is sent';
  return name.length > MAX_NAME ? `has a name of more than ${MAX_NAME} characters` : null;
}

function readAddress(address: string): Mailbox | MailboxFault {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at).normalize('NFC'), address.slice(at + 1)];
  const fault = formFault(address) ?? localFault(local);
  if (fault !== null) return { fault };
  const ascii = /^[\x20-\x7e]*$/.test(domain) ? domain : domainToASCII(domain);
  const wrong = domainFault(domain, ascii);
  if (wrong !== null) return { fault: wrong };
  return Buffer.byteLength(`${local}@${ascii}`) > MAX_ADDRESS
    ? { fault: `is longer than the ${MAX_ADDRESS} characters that an address may have` }
    : { name: '', address: `${local}@${ascii}` };
}

function formFault(address: string): string | null {
  if (/@[^@]*[,;\s]+[^\s@]+@/.test(address)) return TWO;
  if (/^mailto:/i.test(address)) return 'must be the address itself, without mailto:';
  const [hidden] = /[\p{Cf}\u00a0\u2000-\u200f\u202f\u205f\u3000]/u.exec(address) ?? [];
  if (hidden !== undefined) return `has an invisible character, ${codePoint(hidden)}`;
  if (/[()]/.test(address)) return 'must not hold a comment in parentheses: write Name <address>';
  if (/^"/.test(address) && address.includes('@'))
    return 'has quotes before the @, which many servers refuse: write Name <address>, or another address';
  if (/^[^<>"]*\s[^\s@]+@[^\s@]+$/.test(address))
    return 'must not hold spaces; with a name, write Name <address>';
  if (/\s/.test(address) && address.includes('@')) return 'must not hold spaces';
  return /^[^@]+@[^@]+$/.test(address) ? null : MALFORMED;
}

/** What an atom may not hold (RFC 5322, 3.2.3; RFC 6531, 3.3). */
const NOT_IN_ATOM = /[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u0080-\u{10ffff}-]|[\p{C}\p{Z}]/u;

function localFault(local: string): string | null {
  const bytes = Buffer.byteLength(local);
  if (bytes > MAX_LOCAL)
    return `has more than ${MAX_LOCAL} ${bytes === local.length ? 'characters' : 'bytes'} before the @`;
  if (/^\.|\.$|\.\./.test(local)) return 'has a dot at the start, at the end or twice in a row before the @';
  const [other] = NOT_IN_ATOM.exec(local) ?? [];
  return other === undefined ? null : `has “${other}” before the @, which cannot stand there`;
}

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** `domain` as written, `ascii` as sent; empty if it cannot be encoded. */
function domainFault(domain: string, ascii: string): string | null {
  if (/^\[/.test(domain)) return 'must have the name of a domain behind the @, no IP address in brackets';
  if (ascii !== '' && /^\.|\.$|\.\./.test(ascii))
    return 'has a dot at the start, at the end or twice in a row behind the @';
  const labels = ascii.split('.');
  const named = labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  if (!named) return '{value} has no domain name such as example.com behind the @';
  return ascii.length > MAX_DOMAIN ? `has a domain of more than ${MAX_DOMAIN} characters` : null;
}
