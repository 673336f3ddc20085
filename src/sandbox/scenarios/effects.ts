import type { Source } from '../../vocabulary/chatbot.js';
import type { Scenario } from './scenario.js';

/** The seventh root of 1.02: 2 % a week. */
const DAILY_GROWTH = 1.002833;
const SPIKE = 8;
const HOLIDAY = 1 / 20;

/** The share of the last whole day that `late-data` has counted. */
export const COUNTED_SHARE = 0.4;

/** The factor on a bot's ordinary volume on a day. */
export function levelOn({ name, from }: Scenario, day: number): number {
  const started = day >= from;
  switch (name) {
    case 'growing':
      return power(DAILY_GROWTH, day - from);
    case 'outage':
      return started ? 0 : 1;
    case 'halved':
      return started ? 0.5 : 1;
    case 'doubled':
      return started ? 2 : 1;
    case 'spike':
      return day === from ? SPIKE : 1;
    case 'holiday':
      return day === from ? HOLIDAY : 1;
    default:
      return 1;
  }
}

/** The source from which nothing comes that day, or null. */
export function silentSource(
  { name, from }: Scenario,
  day: number,
  sources: readonly Source[],
): Source | null {
  if (name !== 'channel-down' || day < from) return null;
  return sources.find((source) => source === 'messenger') ?? sources.at(-1) ?? null;
}

/** The days of which the API has lost everything. */
export function lostDays(scenario: Scenario | null): readonly number[] {
  return scenario?.name === 'gaps' ? [scenario.from, scenario.from + 3] : [];
}

/** Whether the API cannot answer for paid conversations up to this day. */
export function failsForPaid(scenario: Scenario | null, lastDay: number): boolean {
  return scenario?.name === 'gaps' && lastDay >= scenario.from;
}

/** A whole power, by multiplication alone: platforms may round `**` differently. */
function power(base: number, exponent: number): number {
  if (exponent < 0) return 1 / power(base, -exponent);
  const half = exponent < 2 ? 1 : power(base, Math.floor(exponent / 2));
  return half * half * (exponent % 2 === 1 ? base : 1);
}
