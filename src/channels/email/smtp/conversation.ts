import { tracer } from '../../../lib/system/tracer.js';

/** How far a session got, in order; `accept` begins when the final dot has been handed to the socket. */
export type Stage = 'connect' | 'hello' | 'tls' | 'login' | 'sender' | 'recipient' | 'data' | 'accept';

/** What the server's last greeting offers (the reply to EHLO). */
export interface Offers {
  /** The mechanisms of AUTH in capital letters; null when it offers no login. */
  readonly logins: readonly string[] | null;
  /** Whether it takes addresses with letters outside ASCII before the @ (RFC 6531). */
  readonly smtpUtf8: boolean;
  /** The largest message in bytes that it takes (RFC 1870); null when it names none. */
  readonly largest: number | null;
}

/** One line of the mail library's transaction log. */
interface LogEntry {
  readonly tnx?: string;
  readonly inByteCount?: number;
}

type LogMethod = (entry: LogEntry, message?: string) => void;

/** Follows one SMTP session through the mail library's log: its errors do not tell a drop before the dot from one after. */
export interface SmtpTranscript {
  readonly logger: Record<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'level', LogMethod>;
  stage(): Stage;
  offers(): Offers;
}

/** What is published as a session comes to each stage, and when its message is answered. */
interface SmtpTrace {
  readonly name: Stage;
  readonly phase: 'begun' | 'answered';
}

const publish = tracer<SmtpTrace>('botdigest:smtp');

const STAGE_OF_COMMAND: Readonly<Record<string, Stage>> = {
  EHLO: 'hello',
  HELO: 'hello',
  STARTTLS: 'tls',
  AUTH: 'login',
  MAIL: 'sender',
  RCPT: 'recipient',
  DATA: 'data',
};

export function followConversation(): SmtpTranscript {
  let stage: Stage = 'connect';
  let answered = false;
  let offers = offersOf('');
  const enter = (next: Stage) => {
    stage = next;
    publish({ name: stage, phase: 'begun' });
  };
  const follow: LogMethod = (entry, message = '') => {
    const next = entry.tnx === 'client' ? stageOf(message) : null;
    if (next) enter(next);
    if (entry.tnx === 'server' && stage === 'hello') offers = offersOf(message);
    if (entry.tnx === 'message' && entry.inByteCount !== undefined) enter('accept');
    if (entry.tnx === 'server' && stage === 'accept' && !answered) {
      answered = true;
      publish({ name: stage, phase: 'answered' });
    }
  };
  return {
    logger: {
      trace: follow,
      debug: follow,
      info: follow,
      warn: follow,
      error: follow,
      fatal: follow,
      level() {},
    },
    stage: () => stage,
    offers: () => offers,
  };
}

function offersOf(greeting: string): Offers {
  const logins = [...greeting.matchAll(/^250[ -]AUTH[ =](.*)$/gim)].map(([, words = '']) => words);
  const words = logins.flatMap((line) => line.toUpperCase().match(/[^\s=]+/g) ?? []);
  return {
    logins: logins.length === 0 ? null : [...new Set(words)],
    smtpUtf8: /^250[ -]SMTPUTF8\b/im.test(greeting),
    largest: Number(/^250[ -]SIZE (\d+)/im.exec(greeting)?.[1] ?? 0) || null,
  };
}

/** The stage that a command belongs to: `RCPT TO` → `recipient`. */
export function stageOf(command: string): Stage | null {
  return STAGE_OF_COMMAND[command.split(/[\s:]/, 1)[0] ?? ''] ?? null;
}
