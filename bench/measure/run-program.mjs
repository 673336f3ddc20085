import { fork } from 'node:child_process';
import { once } from 'node:events';
import { BUILT } from '../built.mjs';
import { REPOSITORY } from './child.mjs';
import { watchMemory } from './proc.mjs';

/** Runs a program of bench/work to its end; returns its result, and its peak memory on request. */
export async function runProgram(name, args, { memory = false } = {}) {
  const child = fork(`${BUILT}${name}.js`, args.map(String), { cwd: REPOSITORY });
  const stop = memory ? watchMemory(child.pid, 100) : () => undefined;
  const answer = once(child, 'message');
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  const [message] = await answer;
  return memory ? { ...message, memory: stop() } : message;
}
