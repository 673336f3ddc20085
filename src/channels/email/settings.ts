import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { z } from 'zod';
import { type SettingsBlock, settingsBlock } from '../../config/channel-rules.js';
import type { Issue } from '../../config/problem.js';
import type { Untyped } from '../../config/read/untyped.js';
import { mailbox, rawAt, replyMailbox } from '../../config/values/address.js';
import { duration, filePath, integer, lineValue, secret, size, textValue } from '../../config/values/leaf.js';
import { dotless } from '../../config/values/mailbox.js';
import {
  DKIM_SECRET,
  type DkimSettings,
  dkim,
  dkimIssues,
  dkimSettings,
  dkimWarnings,
} from './blocks/dkim.js';
import { OAUTH2_SECRETS, type OAuth2Login, oauth2, oauth2Issues, oauth2Login } from './blocks/oauth2.js';
import {
  UNSUBSCRIBE_SECRET,
  unsubscribe,
  unsubscribeIssues,
  unsubscribeSettings,
  unsubscribeWarnings,
} from './blocks/unsubscribe.js';
import { idempotencyHeader } from './idempotency.js';
import { securityWarnings, serverIssues } from './smtp/server-rules.js';
import { HOST_NAME, machineName, SECURITY, type SmtpServer, smtpServer } from './smtp/smtp-server.js';
import { smtpUrlFault } from './smtp/smtp-url.js';
import type { UnsubscribeSettings } from './unsubscribe.js';

/** A host name with a dot, or an address literal (RFC 5321, 4.1.3). */
const ehloName = () =>
  textValue((value) => {
    const literal = /^\[(?:IPv6:)?([0-9a-fA-F.:]+)\]$/.exec(value)?.[1] ?? '';
    const ok = literal === '' ? HOST_NAME.test(value) && value.includes('.') : isIP(literal) !== 0;
    return ok ? null : { message: '{value} is not a full host name such as mail.example.com' };
  });

type EmailInput = z.output<typeof schema>;

const schema = z
  .strictObject({
    url: secret(smtpUrlFault)
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

/** Valid settings that are probably not meant. */
function warnings({ url, from, security, unsubscribe, dkim }: EmailInput): Issue[] {
  const lone = dotless(from);
  const raw = url ? rawAt(url) : null;
  return [
    ...(raw === null ? [] : [{ path: ['url'], message: raw }]),
    ...(lone === null ? [] : [{ path: ['from'], message: lone }]),
    ...securityWarnings(security),
    ...unsubscribeWarnings(unsubscribe, dkim !== undefined),
    ...dkimWarnings(dkim, from),
  ];
}

/** Server and login fit each other, a signature and a token have a key. */
const issues = (email: Untyped): Issue[] => [
  ...serverIssues(email),
  ...oauth2Issues(email),
  ...dkimIssues(email),
  ...unsubscribeIssues(email),
];

/** The `email:` block. */
export const emailSettings: SettingsBlock<EmailSettings> = settingsBlock({
  schema,
  secrets: [
    { key: 'password', kind: 'line', fault: () => null },
    DKIM_SECRET,
    UNSUBSCRIBE_SECRET,
    ...OAUTH2_SECRETS,
  ],
  issues,
  warnings,
  resolve(email, file): EmailSettings {
    const { from, name, replyTo, maxSize, timeout } = email;
    return {
      ...smtpServer(email, file('password')),
      oauth2: email.oauth2 ? oauth2Login(email.oauth2, { from, file }) : null,
      from,
      name: name ?? machineName(hostname(), from),
      replyTo: replyTo ?? null,
      unsubscribe: unsubscribeSettings(email.unsubscribe, { from, file }),
      idempotencyHeader: email.idempotencyHeader ?? null,
      dkim: dkimSettings(email.dkim, file),
      maxSize,
      timeout,
    };
  },
});
