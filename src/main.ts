#!/usr/bin/env node
import { UserError } from './lib/errors.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(1);
    stop.abort(new UserError('stopped', `Stopped by ${signal}.`));
  });
}
// A closed pipe (`botdigest export … | head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

// Loaded after the signal handlers are set, so that signals during loading are handled.
const { runCommandLine } = await import('./cli/command-line.js');
const { createTerminal } = await import('./cli/terminal/terminal.js');
const { systemClock } = await import('./lib/time/clock.js');
const { packageFile } = await import('./lib/system/package-file.js');
const exitCode = await runCommandLine(process.argv.slice(2), {
  terminal: createTerminal(process),
  env: process.env,
  clock: systemClock,
  renderThread: packageFile('dist/render-thread.js'),
  signal: stop.signal,
  exit: () => process.exit(1),
});
process.exitCode = exitCode;
// After a signal, exit even if a connection does not close.
if (stop.signal.aborted) setTimeout(() => process.exit(exitCode), 500).unref();
