import type { App } from '../app.js';
import type { Clock } from '../lib/time/clock.js';
import type { Terminal } from './terminal/terminal.js';

/** 0 all is well, 1 failed or partial, 2 usage or configuration. */
export type ExitCode = 0 | 1 | 2;

/** What every command is given. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** The program of the thread that `start` renders on. */
  readonly renderThread?: string;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Ends the process at once with 1, whatever is under way. */
  crash(): void;
  /** Sets what the process ends with. */
  finish(code: ExitCode): void;
}

/** Options that every command understands. */
export interface CommonOptions {
  readonly config: string;
  readonly json?: true;
}

/** Loads the configuration, hands over the app and stops it whatever happens. */
export async function withApp(
  context: CliContext,
  file: string,
  use: (app: App) => Promise<void>,
): Promise<void> {
  const { openApp } = await import('../app.js');
  const app = await openApp(file, context);
  try {
    await use(app);
  } finally {
    await app.stop();
  }
}
