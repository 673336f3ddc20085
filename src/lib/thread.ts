import { parentPort, type ResourceLimits, Worker, workerData } from 'node:worker_threads';
import { messageOf, UserError } from './errors.js';

/** A program that answers questions in a thread of its own. Everything that crosses is copied as `structuredClone` copies it. */
export interface Thread {
  /** Throws what the program threw for it, a ThreadEnded, or the signal's reason as soon as it aborts. */
  ask(question: unknown, signal: AbortSignal): Promise<unknown>;
  /** Ends it at once, whatever is under way; the next question starts another. */
  end(cause: unknown): Promise<void>;
}

/** What was asked of a thread that is no more; `cause` is what ended it. The thread may have been busy with something else. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';

  constructor(cause: unknown) {
    super(`The thread that worked on it has ended: ${messageOf(cause)}`, { cause });
  }
}

interface Question {
  readonly id: number;
  readonly question: unknown;
}
type Abort = { readonly id: number; readonly abort: true };
type Answer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: PlainError };

interface Open {
  resolve(answer: unknown): void;
  reject(reason: unknown): void;
}

/** V8's own 48 for young objects would take 30 MB more at a busy minute, and save 3 % of the time. */
const LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 12 };

/** `data` is handed to the program as it starts. */
export function openThread(program: string, data: unknown, limits = LIMITS): Thread {
  const open = new Map<number, Open>();
  let worker: Worker | null = null;
  let asked = 0;
  const fail = (cause: unknown) => {
    worker = null;
    for (const { reject } of open.values()) reject(new ThreadEnded(cause));
    open.clear();
  };
  const start = () => {
    // Nothing that was preloaded into this process is wanted there.
    const started = new Worker(program, {
      workerData: data,
      execArgv: [],
      env: {},
      resourceLimits: limits,
    });
    started.on('message', (message: Answer) => {
      const question = open.get(message.id);
      open.delete(message.id);
      if ('error' in message) question?.reject(errorFrom(message.error));
      else question?.resolve(message.answer);
    });
    started.on('error', (error) => worker === started && fail(error));
    started.on('exit', (code) => worker === started && fail(`exit code ${code}`));
    return started;
  };
  return {
    async ask(question, signal) {
      signal.throwIfAborted();
      worker ??= start();
      const asking = worker;
      const id = ++asked;
      const leave = () => {
        open.get(id)?.reject(signal.reason);
        open.delete(id);
        asking.postMessage({ id, abort: true } satisfies Abort);
      };
      signal.addEventListener('abort', leave, { once: true });
      try {
        return await new Promise((resolve, reject) => {
          asking.postMessage({ id, question } satisfies Question);
          open.set(id, { resolve, reject });
        });
      } finally {
        signal.removeEventListener('abort', leave);
      }
    },
    async end(cause) {
      const ended = worker;
      fail(cause);
      await ended?.terminate();
    },
  };
}

/** Lets the program of a thread answer what it is asked, with `answerer(data)`. */
export function answerQuestions<Data, Asked>(
  answerer: (data: Data) => (question: Asked, signal: AbortSignal) => Promise<unknown>,
): void {
  const answer = answerer(workerData as Data);
  const open = new Map<number, AbortController>();
  parentPort?.on('message', async (message: Question | Abort) => {
    const { id } = message;
    if ('abort' in message) return open.get(id)?.abort();
    const leaving = new AbortController();
    open.set(id, leaving);
    try {
      const told = await answer(message.question as Asked, leaving.signal);
      parentPort?.postMessage({ id, answer: told } satisfies Answer);
    } catch (error) {
      parentPort?.postMessage({ id, error: plainError(error) } satisfies Answer);
    }
    open.delete(id);
  });
}

/** What is kept of an error on its way: a copy would lose its class, and all that is not of every error. */
interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly cause: PlainError | undefined;
}

function plainError(error: unknown): PlainError {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { name, message, stack, code, cause: cause === undefined ? undefined : plainError(cause) };
}

function errorFrom({ name, message, stack, code, cause: under }: PlainError): Error {
  const cause = under && errorFrom(under);
  if (name === 'UserError' && code !== undefined) return new UserError(code, message, { cause });
  return Object.assign(new Error(message, { cause }), { name, stack, ...(code !== undefined && { code }) });
}
