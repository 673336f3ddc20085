import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { testCertificate } from './tls.js';

interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | null;
}

export interface MailServerOptions {
  /** TLS from the first byte. */
  readonly secure?: boolean;
  /** Offer STARTTLS; true by default. */
  readonly starttls?: boolean;
  /** The login that is taken; without one, none is offered. */
  readonly login?: { readonly user: string; readonly password: string };
}

export interface TestMailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  stop(): Promise<void>;
}

/** A real SMTP server on a free port of 127.0.0.1 that keeps what it takes. */
export async function startMailServer(options: MailServerOptions = {}): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    ...testCertificate,
    secure: options.secure ?? false,
    disabledCommands: [
      ...(options.starttls === false ? ['STARTTLS'] : []),
      ...(options.login ? [] : ['AUTH']),
    ],
    authOptional: options.login === undefined,
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      const right = username === options.login?.user && password === options.login?.password;
      done(
        right ? null : new Error('Invalid username or password'),
        right ? { user: username ?? '' } : undefined,
      );
    },
    onData(stream, { envelope, secure, user }, done) {
      text(stream).then((raw) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, raw, secure, user: typeof user === 'string' ? user : null });
        done(null, `queued as ${mails.length}`);
      }, done);
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, stop: () => new Promise((resolve) => server.close(resolve)) };
}
