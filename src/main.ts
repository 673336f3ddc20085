#!/usr/bin/env node
import { CommanderError } from 'commander';
import type { CliContext } from './cli/context.js';
import { createProgram } from './cli/program.js';
import { createTerminal, paint } from './cli/terminal.js';
import { systemClock } from './lib/clock.js';
import { messageOf, UserError } from './lib/errors.js';

const terminal = createTerminal(process);
const stop = new AbortController();
let exitCode: 0 | 1 | 2 = 0;

const context: CliContext = {
  terminal,
  env: process.env,
  clock: systemClock,
  signal: stop.signal,
  finish: (code) => {
    exitCode = code;
  },
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(1);
    stop.abort(new UserError('stopped', `Stopped by ${signal}.`));
  });
}
// A reader that goes away (`botdigest export … | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const program = createProgram(context);
try {
  await program.parseAsync();
} catch (error) {
  exitCode = report(error);
}
process.exitCode = exitCode;

function report(error: unknown): 0 | 1 | 2 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const stack = program.opts().debug === true && error instanceof Error ? `\n${error.stack}` : '';
  const text = error instanceof UserError ? error.message : `Unexpected: ${messageOf(error)}`;
  terminal.stderr.write(`${paint(terminal.colour.err, 'red', 'error:')} ${text}${stack}\n`);
  return error instanceof UserError ? error.exitCode : 1;
}
