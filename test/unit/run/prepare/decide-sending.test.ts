import { expect, test } from 'vitest';
import type { Snapshot } from '../../../../src/chatbot/snapshot.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import { decideSending } from '../../../../src/run/prepare/decide-sending.js';
import { requested } from '../../../../src/run/prepare/request.js';
import type { SendingPolicy } from '../../../../src/run/prepare/sending-policy.js';
import { WEEKLY } from '../../../support/digests.js';
import { changed, digestConfig, snapshot, withGaps } from '../../../support/snapshot.js';

const config = digestConfig(WEEKLY);
const whole = snapshot(WEEKLY);
const blank = withGaps(whole, 'server-error', () => true);
const withoutHeatmap = withGaps(whole, 'server-error', ({ report }) => report === 'heatmap');
/** Every report came, and one value in it is no number. */
const unreadable = changed(whole, (answer) => {
  const { result } = answer;
  if (answer.report !== 'interactions' || result.kind !== 'interactions') return answer;
  const rows = result.rows.map((row, index) => (index === 0 ? { ...row, value: null } : row));
  return { ...answer, result: { ...result, rows } };
});

/** The names of the slices that go out, or why none does. */
function decided(snapshots: Readonly<Record<string, Snapshot>>, policy: Partial<SendingPolicy>) {
  const slices = Object.entries(snapshots).map(([name, figures]) => ({
    ...requested({ name, config }),
    snapshot: figures,
    digest: composeDigest(figures, config),
  }));
  const usual: SendingPolicy = { onBlank: 'omit', onGap: 'send', onEmpty: 'send', patient: false };
  const decision = decideSending(slices, { ...usual, ...policy });
  return decision.kind === 'send'
    ? decision.slices.map(({ name }) => name).join(' ')
    : `held: ${decision.held.reason}`;
}

test.each<[Partial<SendingPolicy>, string, string, string]>([
  [{ onGap: 'send' }, 'whole part', 'whole odd', 'held: nothing-fetched'],
  [{ onGap: 'hold' }, 'held: incomplete-digest', 'held: incomplete-digest', 'held: nothing-fetched'],
  [{ onGap: 'hold-reports' }, 'held: incomplete-digest', 'whole odd', 'held: nothing-fetched'],
  [{ onGap: 'omit' }, 'whole', 'whole', 'held: nothing-fetched'],
  [{ patient: true }, 'held: incomplete', 'whole odd', 'held: nothing-fetched'],
  [{ onBlank: 'show' }, 'whole part', 'whole odd', 'nothing'],
])('%o: a missing report, an unreadable value, and nothing at all', (policy, missing, odd, nothing) => {
  expect(decided({ whole, part: withoutHeatmap }, policy)).toBe(missing);
  expect(decided({ whole, odd: unreadable }, policy)).toBe(odd);
  expect(decided({ nothing: blank }, policy)).toBe(nothing);
});

test('a blank slice beside others holds nothing back, unless it is the first of a preview', () => {
  expect(decided({ first: blank, second: whole }, { onBlank: 'omit' })).toBe('first second');
  expect(decided({ first: whole, second: blank }, { onBlank: 'show-after-first' })).toBe('first second');
  expect(decided({ first: blank, second: whole }, { onBlank: 'show-after-first' })).toBe(
    'held: nothing-fetched',
  );
});
