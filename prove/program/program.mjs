import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PRELOAD = fileURLToPath(new URL('./preload.mjs', import.meta.url));

/** Processes that go when this one does. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * The built program as a process.
 *
 * @typedef {{ pid: number, ended: Promise<number | null>, lines: readonly any[], over(): boolean, quietFor(): number, signal(name: NodeJS.Signals): void }} Life
 *
 * @param {{ main: string, folder: string, args: readonly string[], env?: Record<string, string>, wrap?: readonly string[] }} how `wrap` are the words of
 *   a command that runs it, such as strace
 * @returns {Life}
 */
export function startProgram({ main, folder, args, env = {}, wrap = [] }) {
  const [command = '', ...words] = [...wrap, process.execPath, '--import', PRELOAD, main, ...args];
  const child = spawn(command, words, {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  /** @type {any[]} */
  const lines = [];
  let rest = '';
  let heard = Date.now();
  let over = false;
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ piece) => {
    heard = Date.now();
    const parts = (rest + piece).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map(read));
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      over = true;
      running.delete(child);
      resolve(code);
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    lines,
    over: () => over,
    quietFor: () => Date.now() - heard,
    signal: (name) => void child.kill(name),
  };
}

/** A line of the log as JSON; any other as its text. @param {string} line */
function read(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: line };
  }
}

/** Runs a command to its end. @param {Parameters<typeof startProgram>[0]} how @returns {Promise<{ code: number | null, stdout: string, stderr: string }>} */
export async function runProgram({ main, folder, args, env = {} }) {
  const child = spawn(process.execPath, ['--import', PRELOAD, main, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece) => (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece) => (stderr += piece));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, stdout, stderr };
}
