import { hashedMinute } from '../../src/lib/cron/hashed-minute.js';
import type { WallClock } from './cron-oracle.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Clocks of every habit: none, whole hours, half hours, quarter offsets, at midnight, two hours, twice a year more. */
export const ZONES = [
  'UTC',
  'Europe/Warsaw',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
] as const;

/** Changes of the past that no zone makes any more: a minute past midnight, and a whole day left out. */
const PAST: Readonly<Record<string, readonly number[]>> = {
  'America/St_Johns': ['2010-03-14T03:31Z', '2010-11-07T02:31Z'].map(Date.parse),
  'Pacific/Apia': ['2011-12-30T10:00Z'].map(Date.parse),
};

const YEARS = [Date.UTC(2024, 0, 1), Date.UTC(2029, 0, 1)] as const;
const LEAPS = [2024, 2025, 2028].map((year) => Date.UTC(year, 1, 28));

/** A question to a schedule: when is it due in (after, until]? */
export interface Triple {
  readonly expression: string;
  readonly zone: string;
  readonly after: number;
  readonly until: number;
}

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Questions that follow from a seed, half of them around days on which clocks change or February ends. */
export function* triples(
  count: number,
  seed: number,
  clocks: ReadonlyMap<string, WallClock>,
): Generator<Triple, void, void> {
  const draw = createDraw(randomFrom(seed));
  const hot = new Map([...clocks].map(([zone, clock]) => [zone, hotDays(clock)]));
  for (let index = 0; index < count; index += 1) {
    const zone = draw.of(ZONES);
    const expression = settled(draw, index);
    const length = rarity(expression) * DAY;
    const near = draw.chance(0.6) ? draw.of(hot.get(zone) ?? LEAPS) : draw.whole(...YEARS);
    const after = near - draw.whole(0, Math.min(length, 2 * DAY));
    yield { expression, zone, after, until: after + length };
  }
}

/** Days within which a schedule is mostly due. */
function rarity(expression: string): number {
  const [, , day, month, weekday] = expression.split(' ');
  if (month !== '*') return 400;
  if (day !== '*') return 40;
  return weekday === '*' ? 3 : 9;
}

function hotDays(clock: WallClock): readonly number[] {
  return [...clock.changes(...YEARS), ...(PAST[clock.zone] ?? []), ...LEAPS];
}

function settled(draw: Draw, index: number): string {
  const written = [minute(draw), hour(draw), ...dayFields(draw)].join(' ');
  return hashedMinute(written, `digest-${index}`);
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

const minute = (draw: Draw) =>
  draw.weighted(['H', 10], [`H(${draw.range(0, 59)})`, 5], [part(draw, 0, 59, 10), 85]);

/** The early hours more often: clocks change in them. */
const hour = (draw: Draw) =>
  draw.weighted(['*', 10], [part(draw, 0, 4), 50], [part(draw, 0, 23), 30], ['0-23', 2], ['*/1', 2]);

function dayFields(draw: Draw): readonly string[] {
  return draw.weighted(
    [['*', '*', '*'], 30],
    [['*', '*', weekday(draw)], 20],
    [[part(draw, 1, 31), '*', '*'], 20],
    [[part(draw, 1, 31), month(draw), '*'], 10],
    [[part(draw, 1, 31), month(draw), weekday(draw)], 15],
    [[draw.of(['28-31', '29', '30,31', '31']), draw.of(['2', 'FEB', '2,4']), '*'], 5],
  );
}

const month = (draw: Draw) => draw.weighted([part(draw, 1, 12), 50], [named(draw, MONTHS), 50]);

const weekday = (draw: Draw) =>
  draw.weighted([part(draw, 0, 6), 40], [named(draw, WEEKDAYS), 45], ['7', 5], ['5-7', 5], ['SAT-SUN', 5]);

/** One value, a range, a list or a step. */
function part(draw: Draw, low: number, high: number, most = 3): string {
  const range = draw.range(low, high);
  const list = Array.from({ length: draw.whole(2, most) }, () => draw.whole(low, high));
  return draw.weighted(
    [String(draw.whole(low, high)), 40],
    [range, 20],
    [[...new Set(list)].join(','), 15],
    [`*/${draw.whole(1, high)}`, 10],
    [`${range}/${draw.whole(1, 7)}`, 10],
    [`${range},${draw.whole(low, high)}`, 5],
  );
}

function named(draw: Draw, names: readonly string[]): string {
  const [first = 0, last = 0] = draw
    .range(0, names.length - 1)
    .split('-')
    .map(Number);
  const written = draw.chance(0.2) ? names.map((name) => name.toLowerCase()) : names;
  return draw.weighted(
    [`${written[first]}`, 50],
    [`${written[first]}-${written[last]}`, 30],
    [`${written[first]},${written[last]}`, 20],
  );
}

type Draw = ReturnType<typeof createDraw>;

function createDraw(random: () => number) {
  const between = (low: number, high: number) => low + random() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    between,
    whole,
    chance: (share: number) => random() < share,
    of: <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T,
    /** `3-7`, never backwards. */
    range: (low: number, high: number) =>
      [whole(low, high), whole(low, high)].sort((a, b) => a - b).join('-'),
    weighted<T>(...choices: readonly (readonly [T, number])[]): T {
      let left = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return choices[0]?.[0] as T;
    },
  };
}
