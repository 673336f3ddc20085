import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { faultAt, follow, pause, serveParent, write } from './witness.mjs';

/** A mail server that takes what comes. Stages: `mail`, `rcpt`, `data`. */

/** @param {string} stage @param {import('smtp-server').SMTPServerSession} session @param {(error?: Error | null) => void} done */
async function judge(stage, session, done) {
  const fault = faultAt(stage);
  if (fault?.do === 'slow') await pause(fault.ms ?? 1_000);
  if (fault?.do === 'silence') return;
  if (fault?.do === 'drop' || fault?.do === 'cut') return drop(session);
  done(fault?.do === 'refuse' ? refusal(fault.code) : null);
}

const refusal = (code = 451) =>
  Object.assign(new Error('The witness was told to refuse'), { responseCode: code });

/** @type {Map<string, import('node:net').Socket>} */
const sockets = new Map();
const drop = (/** @type {{ remotePort: number }} */ session) =>
  sockets.get(String(session.remotePort))?.destroy();

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onMailFrom: (_address, session, done) => void judge('mail', session, done),
  onRcptTo: (_address, session, done) => void judge('rcpt', session, done),
  onData: (stream, session, done) => follow(take(stream, session, done)),
});

/** @param {import('smtp-server').SMTPServerDataStream} stream @param {import('smtp-server').SMTPServerSession} session @param {(error?: Error | null, message?: string) => void} done */
async function take(stream, session, done) {
  const raw = await buffer(stream).catch(() => null);
  if (raw === null) return;
  const fault = faultAt('data');
  if (fault?.do === 'drop') return drop(session);
  if (fault?.do === 'refuse') return done(refusal(fault.code));
  if (fault?.do === 'slow') await pause(fault.ms ?? 1_000);
  const {
    messageId = '',
    subject = '',
    inReplyTo = null,
    text = '',
    date,
    headerLines,
  } = await simpleParser(raw);
  const list = headerLines.find(({ key }) => key === 'list-id')?.line ?? '';
  const silenced = fault?.do === 'silence' || fault?.do === 'cut';
  for (const { address } of session.envelope.rcptTo)
    write({
      event: 'accepted',
      reader: address,
      id: messageId,
      hash: createHash('sha256').update(raw).digest('hex'),
      under: inReplyTo,
      title: subject,
      date: date?.toISOString(),
      list: /<([^>]*)\.botdigest\./.exec(list)?.[1] ?? '',
      text: text.slice(0, 1_500),
      silenced,
    });
  if (fault?.do === 'cut') return drop(session);
  if (fault?.do !== 'silence') done(null, 'taken');
}
server.on('error', () => {});
server.server.on('connection', (/** @type {import('node:net').Socket} */ socket) => {
  const port = String(socket.remotePort);
  sockets.set(port, socket);
  socket.on('close', () => sockets.delete(port));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.server.address());
  serveParent({ host: '127.0.0.1', port });
});
