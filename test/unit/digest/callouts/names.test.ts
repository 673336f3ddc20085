import { describe, expect, test } from 'vitest';
import { newFinding, stoppedFinding } from '../../../../src/digest/callouts/names.js';
import { WEEKLY } from '../../../support/digests.js';
import { interaction, type TestBot } from '../../../support/snapshot.js';
import { contextOf, HUNDREDS, said } from './said.js';

type Uses = Readonly<Record<string, number>>;
const rows = (uses: Uses) =>
  Object.entries(uses).map(([name, value]) => interaction({ id: name, name, value }));
const botOf = (now: Uses, before: Uses, id = 'a'): TestBot => ({
  id,
  name: id.toUpperCase(),
  weekdays: HUNDREDS,
  interactions: rows(now),
  interactionsBefore: rows(before),
});
const both = (...bots: readonly TestBot[]) => {
  const context = contextOf({ ...WEEKLY, bots });
  return [said(stoppedFinding(context)), said(newFinding(context))];
};

describe('interactions', () => {
  test.each<{ title: string; bots: readonly TestBot[]; texts: readonly (string | null)[] }>([
    { title: 'used as before', bots: [botOf({ A: 90, B: 5 }, { A: 90, B: 9 })], texts: [null, null] },
    {
      title: 'that stopped',
      bots: [botOf({ A: 90 }, { A: 90, B: 70 })],
      texts: ['neutral: No longer used: B (10.0 per 100 conversations before).', null],
    },
    {
      title: 'that began',
      bots: [botOf({ A: 90, B: 70, C: 35 }, { A: 90 })],
      texts: [null, 'neutral: New: B (10.0 per 100 conversations), C (5.0 per 100 conversations).'],
    },
    { title: 'of few uses', bots: [botOf({ A: 90, C: 3 }, { A: 90, B: 3 })], texts: [null, null] },
    {
      title: 'that another bot still uses',
      bots: [botOf({ A: 90 }, { A: 90, B: 70 }), botOf({ B: 8 }, { B: 7 }, 'b')],
      texts: [null, null],
    },
    {
      title: 'that many bots share',
      bots: [botOf({ A: 90 }, { A: 90, B: 70 }), botOf({ A: 90 }, { A: 90, B: 70 }, 'b')],
      texts: ['neutral: No longer used: B (10.0 per 100 conversations before).', null],
    },
    {
      title: 'beyond three are counted',
      bots: [botOf({ A: 90 }, { A: 90, B: 70, C: 71, D: 72, E: 73 })],
      texts: [
        'neutral: No longer used: E (10.4 per 100 conversations before), D (10.3 per 100 conversations before), C (10.1 per 100 conversations before) and 1 more.',
        null,
      ],
    },
    {
      title: 'of a silent bot',
      bots: [{ ...botOf({}, { B: 70 }), weekdays: [], before: HUNDREDS }, botOf({ A: 90 }, { A: 90 }, 'b')],
      texts: [null, null],
    },
  ])('$title', ({ bots, texts }) => {
    expect(both(...bots)).toEqual(texts);
  });
});
