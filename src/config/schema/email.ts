import { z } from 'zod';
import { emailAddress, hasDecodableUser, mailbox, parseUrl, webUrl } from './address.js';
import { duration, type Fault, line, secret, size, text, whole } from './leaf.js';

const unsubscribe = z
  .strictObject({
    mailto: emailAddress()
      .optional()
      .describe('Address that takes unsubscribe mails; the from address when left out.'),
    url: webUrl().optional().describe('One-click unsubscribe address; https.'),
  })
  .describe('What the List-Unsubscribe header of every mail says.');

export type EmailInput = z.output<typeof email>;

export const email = z
  .strictObject({
    url: secret(smtpFault)
      .optional()
      .describe(
        'smtp://user:password@host:587 or smtps://user:password@host:465; instead of host, port, user and password.',
      ),
    host: text().optional().describe('Name of the SMTP server.'),
    port: whole({ min: 1, max: 65_535 })
      .optional()
      .describe('587 when left out; 465 means TLS from the first byte.'),
    user: line().optional().describe('User name for the SMTP server.'),
    password: secret().optional().describe('Password for the SMTP server.'),
    passwordFile: text().optional().describe('A file that holds the password, such as a mounted secret.'),
    from: mailbox().describe('Sender: reports@example.com, or Bot reports <reports@example.com>.'),
    replyTo: mailbox().optional().describe('Where answers go; to the sender when left out.'),
    maxSize: size({ min: '100KB', max: '100MB' })
      .prefault('10MB')
      .describe('Largest mail as sent, attachments and their encoding included.'),
    timeout: duration({ min: '1ms', max: '10m' })
      .prefault('60s')
      .describe('Longest wait for the server in each phase.'),
    unsubscribe: unsubscribe.prefault({}),
  })
  .describe(
    'The SMTP server and what mails say about their sender. Needed as soon as a digest goes out by email.',
  );

function smtpFault(value: string): Fault | null {
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
