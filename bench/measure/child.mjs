import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BUILT } from '../built.mjs';
import { cpuOfEnded, watchMemory } from './proc.mjs';

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** A program with its arguments and environment. */
export const node = (...args) => ({ command: process.execPath, args });
export const workCommand = (name, ...args) => node(`${BUILT}${name}.js`, ...args.map(String));

/** Runs a program to its end; returns wall and CPU time, ms. */
export async function timed({ command, args, env = {} }) {
  const [start, cpu] = [performance.now(), cpuOfEnded()];
  await ended(launch({ command, args, env }), command);
  return { wall: performance.now() - start, cpu: cpuOfEnded() - cpu };
}

/** Runs a program to its end; returns its peak memory, bytes. */
export async function peakMemory({ command, args, env = {} }) {
  const child = launch({ command, args, env });
  const stop = watchMemory(child.pid);
  await ended(child, command);
  return stop();
}

function launch({ command, args, env }) {
  return spawn(command, args, {
    cwd: REPOSITORY,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function ended(child, name) {
  const words = [];
  child.stderr.on('data', (piece) => words.push(piece));
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new Error(`${name} ended with ${code}: ${Buffer.concat(words).toString().slice(-2000)}`);
}

/** A long-lived program of bench/work that serves requests. */
export async function startWorker(name, ...args) {
  const child = fork(`${BUILT}${name}.js`, args.map(String), { cwd: REPOSITORY });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code}`);
  });
  failed.catch(() => {});
  const answer = () => Promise.race([once(child, 'message'), failed]).then(([message]) => message);
  const ready = await answer();
  return {
    pid: child.pid,
    ready,
    ask(question) {
      child.send(question);
      return answer();
    },
    async stop() {
      child.disconnect();
      await failed.catch(() => {});
    },
  };
}
