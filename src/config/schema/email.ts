import { isIP } from 'node:net';
import { z } from 'zod';
import { dkimKeyFault } from '../files/dkim-key.js';
import {
  emailAddress,
  hasDecodableUser,
  mailbox,
  parseUrl,
  percentEncode,
  rawCharacter,
  webUrl,
} from '../values/address.js';
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
} from '../values/leaf.js';

export const HOST_NAME =
  /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

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
        'One-click unsubscribe address, https; {address} and {digest} in it stand for reader and digest.',
      ),
  })
  .describe('What the List-Unsubscribe header of every mail says.');

export type EmailInput = z.output<typeof emailSchema>;

export const emailSchema = z
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
    user: lineValue().optional().describe('User name for the SMTP server.'),
    password: secret().optional().describe('Password for the SMTP server.'),
    passwordFile: filePath().optional().describe('A file that holds the password, such as a mounted secret.'),
    from: mailbox().describe('Sender: reports@example.com, or Bot reports <reports@example.com>.'),
    name: ehloName()
      .optional()
      .describe(
        'What this machine calls itself to the SMTP server (EHLO); its full host name, or the domain of from where it has none.',
      ),
    replyTo: mailbox().optional().describe('Where answers go; to the sender when left out.'),
    maxSize: size({ min: '100KB', max: '100MB' })
      .prefault('10MB')
      .describe('Largest mail as sent, attachments and their encoding included.'),
    timeout: duration({ min: '1ms', max: '10m' })
      .prefault('60s')
      .describe('Longest wait for the server in each phase.'),
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
