import type { ReportAnswer } from '../../src/chatbot/snapshot.js';
import type { AlertConfig, TargetConfig } from '../../src/config/config.js';
import { addDays, type Day } from '../../src/lib/time/zone.js';
import type { AlertCheckTools } from '../../src/run/work/run-work.js';
import { windowOf } from '../../src/schedule/window.js';
import { digestConfig, type TestSnapshot } from '../support/snapshot.js';

/** Days between the begins of two episodes at least, so that the one before is long over. */
const APART = 45;
/** Longer than a service is ever off, so that no episode begins and ends unseen. */
const LENGTHS = [5, 6, 7];
/** Days before the end in which none begins, so that its end is told. */
const CALM = 21;

const DAY_MS = 24 * 60 * 60_000;

export interface YearOfAlerts {
  /** Without `fetchDays`' faults. */
  readonly checks: AlertCheckTools;
  /** How many episodes begin and end, of each alert. */
  readonly episodes: ReadonlyMap<string, number>;
}

interface Wanted {
  readonly alerts: number;
  readonly first: Day;
  readonly days: number;
  readonly random: () => number;
  readonly look: TestSnapshot;
  /** Whether an answer of the API fails. */
  fails(): boolean;
  deliverTo(readers: readonly string[]): TargetConfig;
}

/** Alerts that each watch a bot of their own for silence, and the days on which nobody talks to it. */
export function yearOfAlerts({ alerts, first, days, random, look, fails, deliverTo }: Wanted): YearOfAlerts {
  const base = digestConfig(look);
  const [bot] = base.bots;
  if (!bot) throw new Error('The digest has no bot.');
  const silent = new Map<string, ReadonlySet<Day>>();
  const configs = new Map<string, AlertConfig>();
  const episodes = new Map<string, number>();
  for (let index = 0; index < alerts; index += 1) {
    const id = `watch-${index}`;
    const begins = beginsWithin(days, random);
    const each = begins.flatMap((begin) => {
      const length = LENGTHS[Math.floor(random() * LENGTHS.length)] ?? 5;
      return Array.from({ length }, (_, day) => addDays(first, begin + day));
    });
    silent.set(id, new Set(each));
    episodes.set(id, begins.length);
    const { locale, weekStart, firstWeekday, theme, templates } = base;
    configs.set(id, {
      ...{ id, title: id, locale, weekStart, firstWeekday, theme, templates, timezone: 'UTC' },
      ...{ sources: null, remind: null, recovered: true, budget: 1, quiet: null, holidays: [], links: null },
      bots: [{ ...bot, id, name: id }],
      rules: [{ kind: 'silence', of: 'conversations' }],
      check: `${index % 60} 7 * * *`,
      deliver: [deliverTo([`operator-${index}@example.com`, `second-${index}@example.com`])],
    });
  }
  const countOn = (id: string, day: Day) => (silent.get(id)?.has(day) ? 0 : 40 + (Number(day.slice(8)) % 7));
  const fetchDays: AlertCheckTools['fetchDays'] = async (wanted) =>
    wanted.map(({ bot: { id }, report, days: asked }): ReportAnswer[] => {
      const [from = first, to = from] = [asked[0], asked.at(-1)];
      const window = windowOf('UTC', [from, to]);
      const points = asked.map((day) => ({ at: Date.parse(day), value: countOn(id, day) }));
      const common = { report, window: 'current', purpose: 'total', source: null, notes: [] } as const;
      const result = fails()
        ? ({ kind: 'gap', reason: 'server-error', message: 'The request failed.' } as const)
        : ({ kind: 'series', dimension: 'day', points } as const);
      return [{ ...common, from: window.from, to: window.to, result }];
    });
  return { checks: { alerts: configs, page: null, files: [], fetchDays }, episodes };
}

function beginsWithin(days: number, random: () => number): number[] {
  const begins: number[] = [];
  for (let at = 5 + Math.floor(random() * APART); at < days - CALM; at += APART + Math.floor(random() * 60))
    begins.push(at);
  return begins;
}

/** The UTC day of an instant. */
export const dayOf = (at: number): Day =>
  new Date(Math.floor(at / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
