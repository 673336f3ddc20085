import type { RunFilter, RunRecord } from '../../ledger/ledger.js';
import type { RunState } from '../../ledger/model/states.js';
import { hasHole, latest } from '../../ledger/steps/editions.js';
import { isDay } from '../../lib/time/day.js';
import { addDays, startOfDay } from '../../lib/time/zone.js';
import { clockText } from '../words/times.js';

export const RUN_STATES = [
  'queued',
  'running',
  'retrying',
  'completed',
  'partial',
  'failed',
  'skipped',
] as const satisfies RunState[];

/** What a visitor asks to see, as in the address of the page; empty for all. */
export interface RunsAsked {
  readonly digest: string;
  readonly state: string;
  readonly from: string;
  readonly to: string;
  readonly page: number;
}

export const PAGE_SIZE = 50;

/** The filter for the ledger; words that mean nothing are left out. Days are of `zone`. */
export function filterOf({ digest, state, from, to, page }: RunsAsked, zone: string): RunFilter {
  const known = RUN_STATES.find((one) => one === state);
  return {
    ...(digest !== '' && { digest }),
    ...(known && { states: [known] }),
    ...(isDay(from) && { from: startOfDay(zone, from) }),
    ...(isDay(to) && { to: startOfDay(zone, addDays(to, 1)) }),
    offset: (page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  };
}

/** The address of the same list at another page. */
export function runsPath({ digest, state, from, to }: RunsAsked, page: number): string {
  const asked = Object.entries({ digest, state, from, to, page: page > 1 ? String(page) : '' });
  const query = new URLSearchParams(asked.filter(([, value]) => value !== '')).toString();
  return query === '' ? '/runs' : `/runs?${query}`;
}

export interface RunLine {
  readonly id: string;
  readonly digest: string;
  readonly title: string;
  readonly slot: string;
  readonly state: string;
  readonly bad: boolean;
  readonly deliveries: string;
  readonly trigger: string;
}

export function runLine(
  { run, deliveries }: RunRecord,
  { title, zone, now }: { readonly title: string; readonly zone: string; readonly now: number },
): RunLine {
  return {
    ...{ id: run.id, digest: run.digest, title, trigger: run.trigger },
    slot: clockText(run.scheduledFor, zone, now),
    state: stateWords(run, now, zone),
    bad: run.state === 'failed' || run.state === 'partial',
    deliveries: deliveriesText(deliveries),
  };
}

/** `completed, delivered`; of one that waits, when it is tried next. */
export function stateWords(
  { state, reason, notBefore }: RunRecord['run'],
  now: number,
  zone: string,
): string {
  const next = state === 'retrying' ? `, next try ${clockText(notBefore, zone, now)}` : '';
  return `${state}, ${reason}${next}`;
}

/** `3 of 4 delivered, 1 held` */
export function deliveriesText(deliveries: RunRecord['deliveries']): string {
  const now = latest(deliveries);
  if (now.length === 0) return 'none';
  const count = (wanted: string) => now.filter(({ state }) => state === wanted).length;
  const lost = ['failed', 'unknown', 'held'].map((state) =>
    count(state) > 0 ? `, ${count(state)} ${state}` : '',
  );
  const hole = hasHole(deliveries) ? ', with figures missing' : '';
  return `${count('delivered')} of ${now.length} delivered${lost.join('')}${hole}`;
}
