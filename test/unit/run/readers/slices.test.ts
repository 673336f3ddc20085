import { expect, test } from 'vitest';
import type { BotConfig, DigestConfig, ReaderSlice, TargetConfig } from '../../../../src/config/config.js';
import { planRun } from '../../../../src/run/prepare/plan.js';
import { slicesOf, zonesOf } from '../../../../src/run/readers/slices.js';
import { WEEKLY } from '../../../support/digests.js';
import { digestConfig } from '../../../support/snapshot.js';

const base = digestConfig(WEEKLY);
const [support, sales] = base.bots as readonly [BotConfig, BotConfig];

const entry = (path: string, name = '', changes: ReaderSlice['changes'] = {}): TargetConfig => ({
  kind: 'folder',
  options: {},
  path,
  slice: { name, changes },
});

const withEntries = (...deliver: TargetConfig[]): DigestConfig => ({ ...base, deliver });

test('readers who get the same share one slice; the others have one each, in the order of the file', () => {
  const polish = { locale: 'pl', bots: [sales] };
  const slices = slicesOf(
    withEntries(entry('a', 'sales_pl', polish), entry('b'), entry('c', 'sales_pl', polish), entry('d')),
  );
  expect(slices.map(({ name, config }) => [name, config.deliver.map(({ path }) => path)])).toEqual([
    ['sales_pl', ['a', 'c']],
    ['', ['b', 'd']],
  ]);
  expect(slices[0]?.config).toMatchObject({ locale: 'pl', bots: [sales], title: base.title });
  expect(slices[1]?.config).toMatchObject({ locale: base.locale, bots: base.bots });
});

test('a digest that goes to nobody is one slice, as it is', () => {
  expect(slicesOf(withEntries())).toEqual([{ name: '', config: withEntries() }]);
});

test('a zone is fetched once, with every bot that any of its readers sees, and no other', () => {
  const slices = slicesOf(
    withEntries(
      entry('a', 'one', { bots: [support] }),
      entry('b', 'two', { bots: [support, sales] }),
      entry('c', 'three', { bots: [sales], timezone: 'America/New_York' }),
    ),
  );
  expect(zonesOf(slices)).toEqual([
    { zone: base.timezone, bots: [support, sales] },
    { zone: 'America/New_York', bots: [sales] },
  ]);
});

test('readers in another zone get the same days by their own clocks', () => {
  const slot = {
    digest: base.id,
    scheduledFor: Date.parse('2026-11-23T07:00:00Z'),
    trigger: 'cron',
  } as const;
  const plan = planRun(
    { ...base, timezone: 'Europe/Warsaw', period: 'lastWeek' },
    slot,
    'America/Los_Angeles',
  );
  expect(plan.window).toMatchObject({ firstDay: '2026-11-16', lastDay: '2026-11-22' });
  expect(new Date(plan.window.from).toISOString()).toBe('2026-11-16T08:00:00.000Z');
  expect(plan.comparison).toMatchObject({ zone: 'America/Los_Angeles', firstDay: '2026-11-09' });
});
