import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { z } from 'zod';
import { type SettingsBlock, settingsBlock } from '../../config/channel-rules.js';
import type { Issue } from '../../config/problem.js';
import { mapping, type Untyped, word } from '../../config/read/untyped.js';
import {
  emailAddress,
  hasDecodableUser,
  mailbox,
  parseUrl,
  percentEncode,
  rawAt,
  rawCharacter,
  replyMailbox,
  webUrl,
} from '../../config/values/address.js';
import {
  duration,
  filePath,
  integer,
  lineValue,
  secret,
  secretBlock,
  size,
  textValue,
  type ValueFault,
} from '../../config/values/leaf.js';
import { addressOf, dotless } from '../../config/values/mailbox.js';
import { Secret } from '../../lib/secret.js';
import { dkimKeyFault } from './dkim-key.js';
import { idempotencyHeader } from './idempotency.js';
import { OAUTH2_SECRETS, type OAuth2Login, oauth2, oauth2Issues, oauth2Login } from './oauth2.js';
import { securityWarnings, serverIssues } from './smtp/server-rules.js';
import { HOST_NAME, machineName, SECURITY, type SmtpServer, smtpServer } from './smtp/smtp-server.js';
import type { UnsubscribeSettings } from './unsubscribe.js';

const hostName = (example: string) =>
  textValue((value) =>
    HOST_NAME.test(value) ? null : { message: `{value} is not a name such as ${example}` },
  );

/** A host name with a dot, or an address literal (RFC 5321, 4.1.3). */
const ehloName = () =>
  textValue((value) => {
    const literal = /^\[(?:IPv6:)?([0-9a-fA-F.:]+)\]$/.exec(value)?.[1] ?? '';
    const ok = literal === '' ? HOST_NAME.test(value) && value.includes('.') : isIP(literal) !== 0;
    return ok ? null : { message: '{value} is not a full host name such as mail.example.com' };
  });

const dkim = z
  .strictObject({
    domain: hostName('example.com').describe('Domain that signs; the one of the from address.'),
    selector: hostName('botdigest2026').describe(
      'The public key stands in the DNS at <selector>._domainkey.<domain>.',
    ),
    privateKey: secretBlock(keyFault).optional().describe('RSA private key in PEM form, on several lines.'),
    privateKeyFile: filePath().optional().describe('A file that holds the key, such as a mounted secret.'),
  })
  .describe('Signs every mail with DKIM, List-Unsubscribe included. Leave it out when the server signs.');

const unsubscribe = z
  .strictObject({
    mailto: emailAddress()
      .optional()
      .describe('Address that takes unsubscribe mails; the from address when left out.'),
    url: webUrl()
      .optional()
      .describe(
        'One-click unsubscribe address, https; {address}, {digest} and {token} in it stand for reader, digest and the proof that the link is ours.',
      ),
    secret: secret(unsubscribeFault)
      .optional()
      .describe('Key of {token}, which nobody can compute without it: at least 16 characters.'),
    secretFile: filePath().optional().describe('A file that holds the key.'),
  })
  .describe('What the List-Unsubscribe header of every mail says.');

export type EmailInput = z.output<typeof schema>;

const schema = z
  .strictObject({
    url: secret(smtpFault)
      .optional()
      .describe(
        'smtp://user:password@host:587 or smtps://user:password@host:465; instead of host, port, user and password.',
      ),
    host: textValue().optional().describe('Name of the SMTP server.'),
    port: integer({ min: 1, max: 65_535 })
      .optional()
      .describe('587 when left out; 465 means TLS from the first byte.'),
    security: z
      .enum(SECURITY)
      .optional()
      .describe(
        'starttls, tls (from the first byte), or none: in clear, to a private host without a login only. As url and port say when left out.',
      ),
    user: lineValue().optional().describe('User name for the SMTP server.'),
    password: secret().optional().describe('Password for the SMTP server.'),
    passwordFile: filePath().optional().describe('A file that holds the password, such as a mounted secret.'),
    oauth2: oauth2.optional(),
    from: mailbox().describe('Sender: reports@example.com, or Bot reports <reports@example.com>.'),
    name: ehloName()
      .optional()
      .describe(
        'What this machine calls itself to the SMTP server (EHLO); its full host name, or the domain of from where it has none.',
      ),
    replyTo: replyMailbox().optional().describe('Where answers go; to the sender when left out.'),
    maxSize: size({ min: '100KB', max: '100MB' })
      .prefault('10MB')
      .describe('Largest mail as sent, attachments and their encoding included.'),
    timeout: duration({ min: '1ms', max: '10m' })
      .prefault('60s')
      .describe('Longest wait for the server in each phase.'),
    idempotencyHeader: idempotencyHeader()
      .optional()
      .describe(
        'Header with a key that stays the same however often a mail is sent, for relays that drop doubles: Resend-Idempotency-Key.',
      ),
    unsubscribe: unsubscribe.prefault({}),
    dkim: dkim.optional(),
  })
  .describe(
    'The SMTP server and what mails say about their sender. Needed as soon as a digest goes out by email.',
  );

function keyFault(pem: string): ValueFault | null {
  const message = dkimKeyFault(pem);
  return message === null ? null : { message };
}

const MIN_KEY = 16;

/** A short key can be guessed by trying. */
const unsubscribeKeyFault = (key: string): string | null =>
  key.length < MIN_KEY
    ? `must have at least ${MIN_KEY} characters, better 32 random bytes: openssl rand -hex 32`
    : null;

function unsubscribeFault(key: string): ValueFault | null {
  const message = unsubscribeKeyFault(key);
  return message === null ? null : { message };
}

function smtpFault(value: string): ValueFault | null {
  const raw = rawCharacter(value);
  if (raw !== null) return { message: percentEncode(raw) };
  const url = parseUrl(value);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || url.port === '0')
    return { message: 'must look like smtp://user:password@host:587 or smtps://user:password@host:465' };
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    return { message: 'must end after the port' };
  if (!hasDecodableUser(url)) return { message: 'must write a % in the user name or password as %25' };
  return (url.username === '') === (url.password === '')
    ? null
    : { message: 'must carry a user name and a password, or neither' };
}

/** The `email:` block as it is used; sizes in bytes, times in ms. */
export interface EmailSettings extends SmtpServer {
  readonly from: string;
  /** What EHLO says: a host name with a dot, or an address in brackets. */
  readonly name: string;
  readonly replyTo: string | null;
  /** The List-Unsubscribe addresses: a mailto (the from address when unset) and an https one-click address. */
  readonly unsubscribe: UnsubscribeSettings;
  /** The header that carries a delivery's idempotency key; null where the server knows none. */
  readonly idempotencyHeader: string | null;
  /** Logs in with access tokens; null for a password or no login. */
  readonly oauth2: OAuth2Login | null;
  /** What mails are signed with (RFC 6376); null leaves that to the server. */
  readonly dkim: DkimSettings | null;
  /** Budget of one message in bytes, as encoded on the wire. */
  readonly maxSize: number;
  /** Longest wait for the server in each phase. */
  readonly timeout: number;
}

export interface DkimSettings {
  readonly domain: string;
  /** The public key stands in the DNS at `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  /** RSA, as PEM. */
  readonly privateKey: Secret;
}

/** What would keep receivers from offering or trusting the way out of a mailing, and addresses that are probably not meant. */
function warnings({ url: server, from, security, unsubscribe, dkim }: EmailInput): Issue[] {
  const sender = addressOf(from).split('@').pop()?.toLowerCase() ?? '';
  const lone = dotless(from);
  const raw = server ? rawAt(server) : null;
  return [
    ...(raw === null ? [] : [{ path: ['url'], message: raw }]),
    ...(lone === null ? [] : [{ path: ['from'], message: lone }]),
    ...securityWarnings(security),
    ...unsubscribeWarnings(unsubscribe, dkim !== undefined),
    ...(dkim && !related(dkim.domain.toLowerCase(), sender)
      ? [
          {
            path: ['dkim', 'domain'],
            message:
              '{value} is another domain than that of email.from, so receivers may not count its signature',
          },
        ]
      : []),
  ];
}

function unsubscribeWarnings({ url }: EmailInput['unsubscribe'], signed: boolean): Issue[] {
  if (url === undefined) return [];
  const path = ['unsubscribe', 'url'];
  const unsigned =
    'is offered as one click only when a DKIM signature covers it: set email.dkim, unless the mail server signs';
  const nameless = 'does not say who unsubscribes: write {address} where the reader belongs';
  const forgeable =
    'lets whoever knows an address unsubscribe it: write {token} as well, and set email.unsubscribe.secret';
  return [
    ...(signed ? [] : [{ path, message: unsigned }]),
    ...(url.includes('{address}') || url.includes('{token}') ? [] : [{ path, message: nameless }]),
    ...(url.includes('{address}') && !url.includes('{token}') ? [{ path, message: forgeable }] : []),
  ];
}

const related = (one: string, other: string) =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

/** Server and login fit each other, a signature and a token have a key. */
const issues = (email: Untyped): Issue[] => [
  ...serverIssues(email),
  ...oauth2Issues(email),
  ...keyIssues(email),
  ...tokenIssues(email),
];

function keyIssues(email: Untyped): Issue[] {
  if (!('dkim' in email)) return [];
  const dkim = mapping(email.dkim);
  return 'privateKey' in dkim || 'privateKeyFile' in dkim
    ? []
    : [{ path: ['dkim', 'privateKey'], message: 'is missing; or give privateKeyFile' }];
}

function tokenIssues(email: Untyped): Issue[] {
  const block = mapping(email.unsubscribe);
  const used = word(block.url)?.includes('{token}') ?? false;
  const key = ['secret', 'secretFile'].find((name) => name in block);
  if (used && key === undefined) {
    const message = 'is missing: it keys the {token} in url; or give secretFile';
    return [{ path: ['unsubscribe', 'secret'], message }];
  }
  return !used && key !== undefined
    ? [{ path: ['unsubscribe', key], message: 'is of no use without {token} in url', onKey: true }]
    : [];
}

/** The `email:` block. */
export const emailSettings: SettingsBlock<EmailSettings> = settingsBlock({
  schema,
  secrets: [
    { key: 'password', kind: 'line', fault: () => null },
    { key: 'dkim.privateKey', kind: 'block', fault: dkimKeyFault, measured: true },
    { key: 'unsubscribe.secret', kind: 'line', fault: unsubscribeKeyFault, measured: true },
    ...OAUTH2_SECRETS,
  ],
  issues,
  warnings,
  resolve(email, secretFile): EmailSettings {
    const { from, name, replyTo, maxSize, timeout, unsubscribe, dkim } = email;
    return {
      ...smtpServer(email, secretFile('password')),
      oauth2: email.oauth2 ? oauth2Login(email.oauth2, { from, file: secretFile }) : null,
      from,
      name: name ?? machineName(hostname(), from),
      replyTo: replyTo ?? null,
      unsubscribe: {
        mailto: unsubscribe.mailto ?? addressOf(from),
        url: unsubscribe.url ?? null,
        secret: unsubscribe.secret ?? secretFile('unsubscribe.secret') ?? null,
      },
      idempotencyHeader: email.idempotencyHeader ?? null,
      dkim: dkim
        ? {
            domain: dkim.domain,
            selector: dkim.selector,
            privateKey: dkim.privateKey ?? secretFile('dkim.privateKey') ?? new Secret(''),
          }
        : null,
      maxSize,
      timeout,
    };
  },
});
