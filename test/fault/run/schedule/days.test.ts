import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DigestConfig } from '../../../../src/config/config.js';
import { openLedger } from '../../../../src/ledger/open.js';
import { wallClock } from '../../../../src/lib/time/zone.js';
import { tick } from '../../../../src/run/schedule/tick.js';
import { WEEKLY } from '../../../support/digests.js';
import { emptyFolder } from '../../../support/folder.js';
import { simClock } from '../../../support/sim-clock.js';
import { digestConfig } from '../../../support/snapshot.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Warsaw';

const off = (...days: string[]) => days.map((day) => ({ day, name: 'Day off' }));
const CHRISTMAS = off('2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01');

const DIGESTS: Readonly<Record<string, Partial<DigestConfig>>> = {
  plain: { schedule: '0 8 * * FRI' },
  before: { schedule: '0 8 * * FRI', skipHolidays: 'before' },
  after: { schedule: '0 8 * * FRI', skipHolidays: 'after' },
  drop: { schedule: '0 8 * * FRI', skipHolidays: 'drop' },
  last: { schedule: 'lastWorkingDay 17:00' },
  once: { schedule: '2026-12-25T12:00 2026-12-31T17:00' },
  between: { schedule: '0 8 * * *', from: '2026-12-30', until: '2027-01-02' },
};

const digestsWith = (holidays: DigestConfig['holidays']) =>
  new Map(
    Object.entries(DIGESTS).map(([id, own]) => [
      id,
      digestConfig(WEEKLY, { id, timezone: ZONE, catchUp: 'all', maxLateness: 31 * DAY, ...own, holidays }),
    ]),
  );

test.each([
  ['looked at three times a day', 8 * HOUR],
  ['that a stopped service makes up for', 26 * DAY],
])(
  'slots around holidays, %s, are queued once each, also when more holidays become known',
  async (_name, pause) => {
    const ledger = await openLedger({ kind: 'sqlite', path: join(emptyFolder(), 'botdigest.db') });
    onTestFinished(() => ledger.close());
    const start = Date.parse('2026-12-18T12:00:30Z');
    const clock = simClock(start);
    const look = (digests: ReturnType<typeof digestsWith>) =>
      tick({ ledger, clock, digests, observe: () => {} });
    const known = digestsWith(CHRISTMAS);
    await look(known);
    // The eighth of January becomes a holiday on the twenty-eighth of December.
    const later = digestsWith([...CHRISTMAS, ...off('2027-01-08')]);
    while (clock.now() < start + 26 * DAY) {
      clock.pass(pause);
      await look(clock.now() < Date.parse('2026-12-28T12:00Z') ? known : later);
    }
    const runs = (await ledger.history.runs({ limit: 999 })).map(({ run }) => run);
    const queued = (id: string) =>
      runs
        .filter(({ digest, state }) => digest === id && state === 'queued')
        .map(({ scheduledFor }) => wallClock(ZONE, scheduledFor))
        .toSorted();
    expect(Object.fromEntries(Object.keys(DIGESTS).map((id) => [id, queued(id)]))).toEqual({
      plain: ['2026-12-25 08:00', '2027-01-01 08:00', '2027-01-08 08:00'],
      before: ['2026-12-23 08:00', '2026-12-31 08:00', '2027-01-07 08:00'],
      after: ['2026-12-28 08:00', '2027-01-04 08:00', '2027-01-11 08:00'],
      drop: [],
      last: ['2026-12-31 17:00'],
      once: ['2026-12-25 12:00', '2026-12-31 17:00'],
      between: ['2026-12-30 08:00', '2026-12-31 08:00', '2027-01-01 08:00', '2027-01-02 08:00'],
    });
    expect(runs.filter(({ state }) => state === 'skipped')).toEqual([]);
  },
);
