import fc from 'fast-check';
import { expect } from 'vitest';
import { ALL } from '../support/samples.js';

/** What no output may show; it has no shape by which it is recognized as a secret. */
export const SECRET = 'correct-horse-5b07ff77';

/** In ms. */
const TOO_LONG = 100;

interface Judged {
  readonly inputs: fc.Arbitrary<string>;
  /** How many in `npm test`; `npm run fuzz` tries 10,000. */
  readonly few: number;
  /** Returns all that a person could see of it; throws only what `isRefusal` knows. */
  readonly read: (input: string) => unknown;
  readonly isRefusal?: (error: unknown) => boolean;
}

const EVERY = 10_000;

/** Reads every input: none crashes the parser, takes longer than 100 ms of processor time, or shows the secret. */
export async function judge({ inputs, few, read, isRefusal = () => false }: Judged): Promise<void> {
  let refused = 0;
  const slowest = { ms: 0, input: '' };
  const outcome = async (input: string): Promise<unknown> => {
    try {
      return await read(input);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused += 1;
      return error;
    }
  };
  const timed = async (input: string) => {
    const before = process.cpuUsage();
    const shown = await outcome(input);
    const { user, system } = process.cpuUsage(before);
    return { shown, ms: (user + system) / 1000 };
  };
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const first = await timed(input);
      // Loading a module, or a collection of garbage, is not the input's.
      const ms = first.ms < TOO_LONG ? first.ms : Math.min((await timed(input)).ms, (await timed(input)).ms);
      if (ms > slowest.ms) Object.assign(slowest, { ms, input });
      expect(ms, 'ms of processor time').toBeLessThan(TOO_LONG);
      expect(textOf(first.shown)).not.toContain(SECRET);
    }),
    { numRuns: ALL ? EVERY : few },
  );
  if (ALL)
    console.log(
      `${EVERY} inputs, ${refused} refused by an error, slowest ${slowest.ms.toFixed(1)} ms: ${JSON.stringify(slowest.input.slice(0, 80))}`,
    );
}

/** An error with its causes, and everything else as JSON. */
function textOf(shown: unknown): string {
  if (shown instanceof Error)
    return [String(shown.stack), JSON.stringify(shown), textOf(shown.cause)].join('\n');
  return JSON.stringify(shown) ?? String(shown);
}
