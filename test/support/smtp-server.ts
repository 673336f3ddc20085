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
  /** Whether it came with SMTPUTF8 (RFC 6531). */
  readonly utf8: boolean;
}

export interface MailServerOptions {
  /** TLS from the first byte. */
  readonly secure?: boolean;
  /** Offer STARTTLS; true by default. */
  readonly starttls?: boolean;
  /** The login that is taken; without one, none is offered. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Takes access tokens that this is true for, by XOAUTH2, beside or instead of that login. */
  readonly accepts?: (token: string) => boolean;
  /** Offer SMTPUTF8; true by default. */
  readonly smtpUtf8?: boolean;
}

export interface TestMailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  stop(): Promise<void>;
}

/** A real SMTP server on a free port of 127.0.0.1 that keeps what it takes. */
export async function startMailServer(options: MailServerOptions = {}): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  const methods = [...(options.login ? ['PLAIN', 'LOGIN'] : []), ...(options.accepts ? ['XOAUTH2'] : [])];
  const server = new SMTPServer({
    ...testCertificate,
    secure: options.secure ?? false,
    disabledCommands: [
      ...(options.starttls === false ? ['STARTTLS'] : []),
      ...(methods.length > 0 ? [] : ['AUTH']),
    ],
    authMethods: methods,
    authOptional: methods.length === 0,
    hideSMTPUTF8: options.smtpUtf8 === false,
    allowInsecureAuth: true,
    logger: false,
    onMailFrom: ({ address, args }, _session, done) => done(utf8Fault(address, args)),
    onRcptTo: ({ address }, { envelope }, done) =>
      done(utf8Fault(address, envelope.mailFrom ? envelope.mailFrom.args : false)),
    onAuth({ method, username, password, accessToken = '' }, _session, done) {
      if (method === 'XOAUTH2') return done(null, judged(options.accepts?.(accessToken) ?? false, username));
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
        const utf8 = envelope.smtpUtf8 === true;
        mails.push({ from, to, raw, secure, user: typeof user === 'string' ? user : null, utf8 });
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

/** What Google says of a token that it does not take, as the challenge of XOAUTH2. */
const CHALLENGE = { status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/' };

const judged = (right: boolean, user = '') => (right ? { user } : { data: CHALLENGE });

/** An address outside ASCII is allowed to those alone who asked for it (RFC 6531, 3.4). */
function utf8Fault(address: string, args: unknown): Error | null {
  const asked = typeof args === 'object' && args !== null && 'SMTPUTF8' in args;
  // Domains are decoded here, whatever they came as.
  return asked || !/[^\0-\x7f].*@/.test(address)
    ? null
    : Object.assign(new Error('5.6.7 Non-ASCII address without SMTPUTF8'), { responseCode: 553 });
}
