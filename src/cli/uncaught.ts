import { reasonOf } from '../lib/errors.js';
import type { CliContext } from './context.js';

/**
 * Handles uncaught exceptions, for example from inside a library: reports them and exits, as after a kill. The state of the process can no
 * longer be trusted.
 */
export function reportUncaught(
  { exit }: Pick<CliContext, 'exit'>,
  report: (message: string) => void,
): { stop(): void } {
  const onError = (error: unknown) => {
    report(
      `Unexpected: ${reasonOf(error)}. The process exits; another process or the next start takes over its runs within a minute.`,
    );
    exit();
  };
  process.on('uncaughtException', onError);
  return { stop: () => void process.off('uncaughtException', onError) };
}
