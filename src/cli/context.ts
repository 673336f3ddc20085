import type { App } from '../app.js';
import type { Clock } from '../lib/time/clock.js';
import type { Terminal } from './terminal/terminal.js';

/** 0: success. 1: failed or partial. 2: usage or configuration error. */
export type ExitCode = 0 | 1 | 2;

/** The environment of a command. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Path of the render worker's program, for `start`. */
  readonly renderThread?: string;
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Exits at once with code 1. */
  exit(): void;
  /** Sets the exit code. */
  finish(code: ExitCode): void;
}

/** Options of every command. */
export interface CommonOptions {
  readonly config: string;
  readonly json?: true;
}

/** Opens the app of a configuration for `use`, and stops it in any case. */
export async function withApp(
  context: CliContext,
  file: string,
  use: (app: App) => Promise<void>,
): Promise<void> {
  const { openApp } = await import('../app.js');
  const { terminal } = context;
  const app = await openApp(file, { ...context, onAnnounced: (text) => terminal.warn(text) });
  try {
    await use(app);
  } finally {
    await app.stop();
  }
}
