import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a scripted server does at one point of the session. */
type Act =
  | { readonly reply: string }
  | { readonly replyLate: string; readonly ms: number }
  | { readonly silent: true }
  | { readonly drop: true }
  /** Answers, then reads nothing more and drops the connection a moment later. */
  | { readonly replyThenCut: string }
  /** Answers, then sends bytes that are no TLS. */
  | { readonly replyThenGarbage: string };

type Point = 'greeting' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'dot' | 'QUIT' | 'other';
export type Script = Partial<Record<Point, Act | ((line: string) => Act)>>;

export interface ScriptedServer {
  readonly port: number;
  /** Commands of all sessions, in order. */
  readonly commands: readonly string[];
  /** Messages that came whole, dot included. */
  readonly messages: readonly string[];
  readonly sessions: number;
  stop(): Promise<void>;
}

const GOOD: Required<Script> = {
  greeting: { reply: '220 scripted ESMTP' },
  EHLO: { reply: '250-scripted\r\n250 AUTH PLAIN' },
  STARTTLS: { reply: '502 5.5.1 not implemented' },
  AUTH: { reply: '235 2.7.0 welcome' },
  MAIL: { reply: '250 2.1.0 ok' },
  RCPT: { reply: '250 2.1.5 ok' },
  DATA: { reply: '354 go on' },
  dot: { reply: '250 2.0.0 Ok: queued as 4F1A2B' },
  QUIT: { reply: '221 bye' },
  other: { reply: '500 5.5.1 what?' },
};

/** A raw SMTP server on a free port of 127.0.0.1 that says exactly what the script says. */
export async function scriptedSmtp(script: Script): Promise<ScriptedServer> {
  const plan = { ...GOOD, ...script };
  const seen = { commands: [] as string[], messages: [] as string[], sessions: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    seen.sessions += 1;
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => {}));
    serve(socket, plan, seen);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    commands: seen.commands,
    messages: seen.messages,
    get sessions() {
      return seen.sessions;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function serve(
  socket: Socket,
  plan: Required<Script>,
  seen: { commands: string[]; messages: string[] },
): void {
  let buffer = '';
  let inData = false;
  const at = (point: Point, line: string): Act => {
    const act = plan[point];
    const done = typeof act === 'function' ? act(line) : act;
    perform(socket, done);
    return done;
  };
  const takeMessage = () => {
    const end = buffer.indexOf('\r\n.\r\n');
    if (end < 0) return false;
    seen.messages.push(buffer.slice(0, end + 2));
    buffer = buffer.slice(end + 5);
    inData = false;
    at('dot', '.');
    return true;
  };
  const takeCommand = () => {
    const end = buffer.indexOf('\r\n');
    if (end < 0) return false;
    const line = buffer.slice(0, end);
    buffer = buffer.slice(end + 2);
    seen.commands.push(line);
    const point = (line.split(' ')[0] ?? '').toUpperCase() as Point;
    const act = at(point in plan ? point : 'other', line);
    inData = point === 'DATA' && JSON.stringify(act).includes('354');
    return true;
  };
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    buffer += chunk;
    while (inData ? takeMessage() : takeCommand());
  });
  at('greeting', '');
}

function perform(socket: Socket, act: Act): void {
  if ('reply' in act) socket.write(`${act.reply}\r\n`);
  else if ('replyLate' in act) setTimeout(() => socket.write(`${act.replyLate}\r\n`), act.ms);
  else if ('drop' in act) socket.destroy();
  else if ('replyThenGarbage' in act)
    socket.write(`${act.replyThenGarbage}\r\n`, () => socket.write('garbage\r\n'.repeat(20)));
  else if ('replyThenCut' in act) {
    socket.pause();
    socket.write(`${act.replyThenCut}\r\n`);
    setTimeout(() => socket.destroy(), 150);
  }
}

/** Of each message, what tells it from all others. */
export const messageIds = (messages: readonly string[]) =>
  messages.map((message) => /^Message-ID: (.*)$/im.exec(message)?.[1]);
