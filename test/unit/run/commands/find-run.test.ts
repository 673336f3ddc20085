import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { channelReason } from '../../../../src/ledger/model/reasons.js';
import { openLedger } from '../../../../src/ledger/open.js';
import { findDelivery, findRun } from '../../../../src/run/commands/find-run.js';
import { emptyFolder } from '../../../support/folder.js';
import { claimant, claimed, HOUR, MONDAY, planFor, queue } from '../../../support/ledger-work.js';

const DIGESTS = ['weekly', 'daily', 'ab', 'never'];

async function store() {
  const ledger = await openLedger({ kind: 'sqlite', path: join(emptyFolder(), 'x.db') });
  onTestFinished(() => ledger.close());
  return ledger;
}

/** Thirty runs of `weekly`, two of `old`, which the configuration has no more, one of `ab`. */
async function filled() {
  const ledger = await store();
  const weekly = await queue(
    ledger,
    'weekly',
    Array.from({ length: 30 }, (_, index) => MONDAY + index * HOUR),
  );
  const old = await queue(ledger, 'old', [MONDAY - 2 * HOUR, MONDAY - HOUR]);
  const ab = await queue(ledger, 'ab', [MONDAY - 3 * HOUR]);
  return { ledger, weekly, old, ab, find: (word: string) => findRun(ledger.history, DIGESTS, word) };
}

test('a run is found by id, beginning, digest and last', async () => {
  const { weekly, old, ab, find } = await filled();
  const [run] = weekly;
  const id = run?.id ?? '';
  expect(await find(id)).toBe(id);
  expect(await find(id.slice(0, 8))).toBe(id);
  expect(await find(id.slice(0, 8).toUpperCase())).toBe(id);
  expect(await find('last')).toBe(weekly.at(-1)?.id);
  expect(await find('weekly')).toBe(weekly.at(-1)?.id);
  expect(await find('old')).toBe(old[1]?.id);
  // The name of a digest stands before the beginning of an id.
  expect(await find('ab')).toBe(ab[0]?.id);
});

test.each([
  ['weekli', 'There is no run “weekli”. botdigest runs'],
  ['ffffffffffffffff', 'There is no run “ffffffffffffffff”'],
  ['%', 'There is no run “%”'],
  ['', 'There is no run “”'],
  ['never', 'never was not run yet'],
])('%s is refused', async (word, sentence) => {
  const { find } = await filled();
  await expect(find(word)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(sentence) });
});

test('a beginning that several have lists them', async () => {
  const { weekly, find } = await filled();
  const digit =
    [...'0123456789abcdef'].find((one) => weekly.filter(({ id }) => id.startsWith(one)).length > 1) ?? '';
  const candidates = weekly.filter(({ id }) => id.startsWith(digit));
  for (const { id } of candidates)
    await expect(find(digit)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(id) });
});

test('an empty store has no last run', async () => {
  const { history } = await store();
  await expect(findRun(history, DIGESTS, 'last')).rejects.toMatchObject({
    message: expect.stringMatching(/Nothing was run/),
  });
});

test('a delivery is named by its run and number, or by the run where one alone is in doubt', async () => {
  const ledger = await store();
  const [run] = await queue(ledger, 'weekly', [MONDAY]);
  const { lease } = claimed(await ledger.runs.claim(claimant('one', MONDAY + HOUR), MONDAY));
  const deliveries = await ledger.runs.plan(lease, planFor('a@x', 'b@x', 'c@x'), MONDAY);
  const find = (word: string) => findDelivery(ledger.history, DIGESTS, word);
  const id = run?.id ?? '';
  for (const word of [`${id}.2`, `${id.slice(0, 5)}.2`, 'last.2', 'weekly.2'])
    expect(await find(word)).toBe(`${id}.2`);
  await expect(find('last')).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('unknown or held'),
  });
  const doubt = {
    state: 'unknown',
    reason: channelReason('silent-after-data'),
    error: null,
    notes: null,
    providerRef: null,
    notBefore: null,
  } as const;
  await ledger.deliveries.begin(lease, deliveries[0]?.id ?? '', MONDAY);
  await ledger.deliveries.end(lease, deliveries[0]?.id ?? '', doubt, MONDAY);
  expect(await find('last')).toBe(`${id}.1`);
  await ledger.deliveries.begin(lease, deliveries[2]?.id ?? '', MONDAY);
  await ledger.deliveries.end(lease, deliveries[2]?.id ?? '', doubt, MONDAY);
  await expect(find('last')).rejects.toMatchObject({
    message: expect.stringContaining(`${id}.3 (email c@x)`),
  });
});
