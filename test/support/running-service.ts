import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { MAIN } from './cli.js';
import { until } from './until.js';

const PRELOAD = fileURLToPath(new URL('../kill/preload.mjs', import.meta.url));

/** `botdigest start` as a process of its own; killed after the test if it is still there. */
export interface RunningService {
  readonly pid: number;
  /** Its log so far. */
  log(): string;
  /** Where it serves, read from the log. */
  url(): Promise<string>;
  get(path: string): Promise<{ readonly status: number; readonly text: string }>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code once it has ended; null after a SIGKILL. */
  readonly ended: Promise<number | null>;
}

/**
 * `env` may hold what the preload script understands: `END_ON` with `END_WITH` or `THROW`, `CLOCK_FORWARD`, `CLOCK_ON_SIGUSR2`, `END_THREAD`;
 * without any it is not loaded.
 */
export function startService(cwd: string, env: Readonly<Record<string, string>> = {}): RunningService {
  const TRACE_FILE = join(cwd, 'trace');
  const preload = Object.keys(env).length > 0 ? ['--import', PRELOAD] : [];
  if (preload.length > 0) writeFileSync(TRACE_FILE, '');
  const child = spawn(process.execPath, [...preload, MAIN, 'start'], {
    cwd,
    env: { PATH: process.env.PATH ?? '', TRACE_FILE, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const pieces: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
  const log = () => Buffer.concat(pieces).toString();
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const url = async () => {
    await until(() => log().includes('status page are at'), log);
    return /status page are at (http:\S+)/.exec(log())?.[1] ?? '';
  };
  return {
    pid: child.pid ?? 0,
    log,
    url,
    async get(path) {
      const answer = await fetch((await url()) + path);
      return { status: answer.status, text: await answer.text() };
    },
    signal: (name) => void child.kill(name),
    ended,
  };
}
