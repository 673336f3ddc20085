import { expect, test } from 'vitest';
import { openDesk, SLOT } from '../../../support/desk.js';

/** How many signals Node holds as joined from this one: it lets go of none while this one lives. */
function joinedFrom(signal: AbortSignal): number {
  const symbol = Object.getOwnPropertySymbols(signal).find(
    ({ description }) => description === 'kDependantSignals',
  );
  const joined = symbol && (signal as unknown as Record<symbol, Set<unknown> | undefined>)[symbol];
  return joined?.size ?? 0;
}

test('a run leaves nothing behind at a signal that goes on living', async () => {
  const known = new AbortController().signal;
  AbortSignal.any([known]).addEventListener('abort', () => {});
  expect(joinedFrom(known)).toBe(1);

  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  const app = await desk.app();
  const { signal } = new AbortController();
  const { story } = await app.run(app.digest('daily'), SLOT, { signal });
  expect(story.run.state).toBe('completed');
  expect(joinedFrom(signal)).toBe(0);
});
