import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from '../../src/ledger/ledger.js';
import { MAIN } from '../support/cli.js';

const PRELOAD = fileURLToPath(new URL('./preload.mjs', import.meta.url));

/** Longer than a lease: the run of a killed process is there to be taken over when the next one starts. */
const FORWARD = 40_000;
const MAX_DURATION = 90_000;

export type EndSignal = 'SIGKILL' | 'SIGTERM';

/** A trace by its number or its name, the second of that as `name#2`; null lets a process finish. */
export type EndPoint = number | string | null;

/** What came of a run whose first process was ended at its n-th trace. */
export interface Ended {
  /** What the first process passed, in order. */
  readonly passed: readonly string[];
  /** How the first process ended: its exit code, or null after a SIGKILL. */
  readonly code: number | null;
  /** Whether it was told to stop before it came to the point. */
  readonly stopping: boolean;
  /** Ms from the signal to the end. */
  readonly took: number;
  readonly record: RunRecord;
}

export interface EndOptions {
  readonly at: EndPoint;
  readonly signal: EndSignal;
  /** How far ahead of the machine its clock is, ms. */
  readonly ahead?: number;
  /** The run, once it is finished. */
  finished(): Promise<RunRecord | null>;
}

/** A service that is ended at a trace, and started again where the run is not finished. */
export async function endInTheMiddle(
  folder: string,
  { at, signal, ahead = 0, finished }: EndOptions,
): Promise<Ended> {
  const first = start(folder, {
    ...{ trace: 'first', CLOCK_FORWARD: String(ahead) },
    ...(at === null ? {} : { [typeof at === 'number' ? 'END_AT' : 'END_ON']: String(at), END_WITH: signal }),
  });
  const signalled = await signalAt(join(folder, 'first.trace.signal'), {
    expected: at !== null,
    over: Promise.race([first.ended, until(finished)]),
  });
  if (signalled === null) first.child.kill('SIGTERM');
  const code = await first.ended;
  const took = Date.now() - (signalled ?? Date.now());
  let record = await finished();
  if (!record) {
    const second = start(folder, { trace: 'second', CLOCK_FORWARD: String(ahead + FORWARD) });
    record = await Promise.race([until(finished), second.ended.then(() => null)]);
    second.child.kill('SIGTERM');
    await second.ended;
  }
  if (!record) throw new Error(`the run did not end:\n${readFileSync(join(folder, 'second.log'), 'utf8')}`);
  const passed = readFileSync(join(folder, 'first.trace'), 'utf8').trim().split('\n');
  return { passed, code, stopping: at !== null && signalled === null, took, record };
}

/** The program in a folder, which writes down the traces that it passes. */
export function start(
  folder: string,
  { trace, ...env }: { trace: string } & Record<string, string>,
  args: readonly string[] = ['start'],
) {
  const TRACE_FILE = join(folder, `${trace}.trace`);
  writeFileSync(TRACE_FILE, '');
  const child: ChildProcess = spawn(process.execPath, ['--import', PRELOAD, MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', TRACE_FILE, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: Buffer[] = [];
  child.stderr?.on('data', (piece: Buffer) => log.push(piece));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      writeFileSync(join(folder, `${trace}.log`), Buffer.concat(log));
      resolve(code);
    });
  });
  return { child, ended };
}

/**
 * When the process ended itself, epoch ms; null when it never came to that point. A second SIGTERM would end it at once, so nobody sends
 * one while the first may be on its way.
 */
async function signalAt(
  file: string,
  { expected, over }: { readonly expected: boolean; readonly over: Promise<unknown> },
): Promise<number | null> {
  await over;
  const seen = async () => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
  return expected ? until(seen, 3_000) : null;
}

async function until<T>(look: () => Promise<T | null>, longest = MAX_DURATION): Promise<T | null> {
  for (const started = Date.now(); Date.now() - started < longest; await wait(50)) {
    const found = await look();
    if (found !== null) return found;
  }
  return null;
}
