import { reasonOf } from '../lib/errors.js';
import type { CliContext } from './context.js';

/**
 * For what is thrown where nobody can catch it, inside a library for example: says so and ends the process, as it can no longer be
 * trusted. The store is as a kill would leave it.
 */
export function reportUncaught(
  { crash }: Pick<CliContext, 'crash'>,
  say: (sentence: string) => void,
): { stop(): void } {
  const onError = (error: unknown) => {
    say(
      `Unexpected: ${reasonOf(error)}. The process ends; its runs are taken over by the next one within a minute.`,
    );
    crash();
  };
  process.on('uncaughtException', onError);
  return { stop: () => void process.off('uncaughtException', onError) };
}
