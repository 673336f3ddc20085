import { expect, test } from 'vitest';
import type { StoredPause } from '../../../../src/ledger/ledger.js';
import { logLines } from '../../../../src/run/events/log-lines.js';
import { pauseChanges } from '../../../../src/run/schedule/pause-changes.js';

const AT = Date.parse('2026-11-23T07:00:00Z');
const HOUR = 3_600_000;

const pause = (over: Partial<StoredPause> = {}): StoredPause => ({
  ...{ digest: 'weekly', kind: 'pause', from: AT, until: null, by: 'ada', at: AT, endedBy: null },
  ...over,
});
const skip = (over: Partial<StoredPause> = {}): StoredPause =>
  pause({ kind: 'skip', from: AT + HOUR, until: AT + HOUR + 1, ...over });

/** What the log says of a change between two looks, an hour apart. */
const said = (before: readonly StoredPause[] | null, after: readonly StoredPause[]) =>
  pauseChanges(before && { at: AT, all: before }, { at: AT + HOUR, all: after })
    .flatMap(logLines)
    .map(({ level, message, fields }) => [level, message, fields.by]);

const ended = { until: AT + 1, endedBy: 'bo' };

test.each<[string, Parameters<typeof said>, ReturnType<typeof said>]>([
  ['a pause', [[], [pause()]], [['info', 'weekly: paused by ada, without an end', 'ada']]],
  [
    'one with an end',
    [[], [pause({ until: AT + 2 * HOUR })]],
    [['info', 'weekly: paused by ada, until 2026-11-23T09:00:00.000Z', 'ada']],
  ],
  ['one that is known', [[pause()], [pause()]], []],
  ['one that was ended', [[pause()], [pause(ended)]], [['info', 'weekly: its pause was ended by bo', 'bo']]],
  [
    'one that came and went',
    [[], [pause(ended)]],
    [
      ['info', 'weekly: paused by ada, until 2026-11-23T07:00:00.001Z', 'ada'],
      ['info', 'weekly: its pause was ended by bo', 'bo'],
    ],
  ],
  [
    'one that ended as it was to',
    [[pause({ until: AT + 1 })], [pause({ until: AT + 1 })]],
    [['info', 'weekly: its pause is over', null]],
  ],
  ['one that was over before', [[pause({ until: AT })], [pause({ until: AT })]], []],
  ['a skip', [[], [skip()]], [['info', 'weekly: ada skips its slot at 2026-11-23T08:00:00.000Z', 'ada']]],
  [
    'a skip whose slot has come',
    [[skip({ from: AT + 1, until: AT + 2 })], [skip({ from: AT + 1, until: AT + 2 })]],
    [],
  ],
  [
    'a skip that was taken back',
    [[skip()], [skip({ until: AT + HOUR, endedBy: 'bo' })]],
    [['info', 'weekly: bo no longer skips its slot at 2026-11-23T08:00:00.000Z', 'bo']],
  ],
  [
    'what lasts, at the first look',
    [
      null,
      [
        pause({ until: AT }),
        pause(ended),
        pause({ digest: 'daily' }),
        skip({ from: AT + 2 * HOUR, until: AT + 2 * HOUR, endedBy: 'bo' }),
      ],
    ],
    [['info', 'daily: paused by ada, without an end', 'ada']],
  ],
])('the log has %s', (_what, looks, lines) => {
  expect(said(...looks)).toEqual(lines);
});
