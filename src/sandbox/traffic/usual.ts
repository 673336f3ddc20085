import { randomOf } from '../../lib/random.js';
import { DAY, HOUR, utcWeekdayOf } from '../model/calendar.js';
import { centralEuropeanOffset } from '../model/local-time.js';
import { drawCount, wholeNumber } from '../model/random.js';
import type { Story } from '../model/story.js';
import type { Traffic } from './arrival.js';
import { type Conversation, converse, countUses, habitsOf } from './conversation.js';

/** There are no conversations before this instant. */
export const EPOCH = Date.UTC(2015, 0, 1);

/** What the conversation rate depends on, besides time. */
export interface TrafficRate {
  readonly seed: number;
  readonly storyId: string;
  /** Conversations on an ordinary working day of 2024. */
  readonly perDay: number;
}

/** Weight of each local hour; the rows add up to 100. */
const WORKING_HOURS = [0, 0, 0, 0, 0, 1, 2, 4, 7, 10, 11, 10, 8, 9, 10, 9, 7, 4, 3, 2, 1, 1, 1, 0];
const QUIET_HOURS = [1, 1, 0, 0, 0, 0, 1, 2, 3, 5, 7, 8, 8, 7, 7, 7, 7, 7, 7, 7, 6, 5, 3, 1];

/** Monday first. */
const WEEKDAY_LEVELS = [1.12, 1.06, 1.03, 1, 0.9, 0.46, 0.42];
const HOLIDAY_LEVEL = 0.3;
const HOLIDAYS = new Set(['01-01', '05-01', '11-01', '12-24', '12-25', '12-26', '12-31']);

/** The traffic of a bot without a scenario: it grows, has holidays and peaks. */
export function usualTraffic(seed: number, story: Story): Traffic<Conversation> {
  return {
    ofDay: (day) =>
      Array.from({ length: 24 }, (_, hour) => conversationsOfHour(seed, story, 24 * day + hour)).flat(),
    usesOf: (conversations) => countUses(story, conversations),
  };
}

/** The conversations of one UTC hour, counted from the epoch. */
function conversationsOfHour(seed: number, story: Story, hour: number): Conversation[] {
  const rate = { seed, storyId: story.id, perDay: story.perDay };
  const expected = expectedConversations(rate, hour * HOUR);
  if (expected === 0) return [];
  const random = randomOf(seed, story.id, 'hour', hour);
  const count = drawCount(random, expected);
  const starts = Array.from({ length: count }, () => hour * HOUR + wholeNumber(random, HOUR));
  const habits = habitsOf(story);
  return starts.sort((a, b) => a - b).map((start) => converse(story, habits, { start, random }));
}

/** Expected number of conversations that start in the UTC hour beginning at `at`. */
export function expectedConversations(rate: TrafficRate, at: number): number {
  if (at < EPOCH) return 0;
  const local = at + centralEuropeanOffset(at);
  const weekday = utcWeekdayOf(local);
  const holiday = HOLIDAYS.has(new Date(local).toISOString().slice(5, 10));
  const hours = holiday || weekday >= 5 ? QUIET_HOURS : WORKING_HOURS;
  const share = (hours[Math.floor(local / HOUR) % 24] ?? 0) / 100;
  if (share === 0) return 0;
  const level = holiday ? HOLIDAY_LEVEL : (WEEKDAY_LEVELS[weekday] ?? 1);
  return rate.perDay * growth(at) * dayLevel(rate, Math.floor(local / DAY)) * level * share;
}

/** Four percent of the 2024 level a year, never below 0.6. */
function growth(at: number): number {
  return Math.max(0.6, 1 + (0.04 * (at - Date.UTC(2024, 0, 1))) / (365 * DAY));
}

/** A daily variation of ±12 %; about one day in forty is a peak. */
function dayLevel({ seed, storyId }: TrafficRate, day: number): number {
  const random = randomOf(seed, storyId, 'day', day);
  const ordinary = 0.88 + 0.24 * random();
  return random() < 1 / 40 ? ordinary * (1.5 + 0.6 * random()) : ordinary;
}
