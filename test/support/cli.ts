import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.js';
import { createTerminal } from '../../src/cli/terminal/terminal.js';
import { systemClock } from '../../src/lib/time/clock.js';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: Buffer;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built program with nothing of this process's environment but PATH. */
export function startCli(args: readonly string[], { cwd, env = {} }: CliOptions = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the built program to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = startCli(args, options);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => out.push(piece));
  child.stderr?.on('data', (piece: Buffer) => err.push(piece));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const bytes = Buffer.concat(out);
  return { code, stdout: bytes.toString('utf8'), stderr: Buffer.concat(err).toString('utf8'), bytes };
}

const HOME = process.cwd();

/** Runs the program to its end inside this process, which is sooner done: for all that does not need one of its own. */
export async function runHere(
  args: readonly string[],
  { cwd = HOME, env = {} }: CliOptions = {},
): Promise<CliResult> {
  process.chdir(cwd);
  onTestFinished(() => process.chdir(HOME));
  const [stdout, stderr] = [collector(), collector()];
  const code = await runCommandLine(args, {
    terminal: createTerminal({ stdout: stdout.stream, stderr: stderr.stream, env }),
    env,
    clock: systemClock,
    signal: new AbortController().signal,
    exit() {
      throw new Error('a crash would end the tests as well');
    },
  });
  const bytes = stdout.bytes();
  return { code, stdout: bytes.toString('utf8'), stderr: stderr.bytes().toString('utf8'), bytes };
}

function collector() {
  const stream = new PassThrough();
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  return {
    stream: stream as unknown as NodeJS.WriteStream,
    bytes: () => Buffer.concat([...pieces, ...drained(stream)]),
  };
}

/** What was written and not handed on yet. */
function drained(stream: PassThrough): Buffer[] {
  const rest: unknown = stream.read();
  return Buffer.isBuffer(rest) ? [rest] : [];
}
