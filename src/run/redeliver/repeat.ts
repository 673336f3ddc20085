import type { DigestConfig } from '../../config/config.js';
import type { Contents, History, RunRecord } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { hasUnknownResult, isOwed, mayHaveArrived } from '../../ledger/model/states.js';
import { UserError } from '../../lib/errors.js';
import { type Day, wallClock } from '../../lib/time/zone.js';
import { resolvePeriod } from '../../schedule/window.js';
import { readHead } from '../journal/stored.js';

interface RepeatTools {
  readonly history: History;
  readonly contents: Contents;
}

interface Asked {
  readonly digest: DigestConfig;
  /** Epoch ms. */
  readonly at: number;
}

/** How many runs of a digest are searched. */
const MAX_RUNS = 200;

/** A digest of an unfinished day counts as a repetition only for this long, in ms: its figures grow. */
const TO_DATE = 60 * 60_000;

/** The latest run of another slot for the same days that was, may have been or will be delivered; null when there is none. */
export async function repeatOf(
  { history, contents }: RepeatTools,
  { digest, at }: Asked,
): Promise<RunRecord | null> {
  const wanted = windowAt(digest, at);
  for (const record of await history.runs({ digest: digest.id, limit: MAX_RUNS })) {
    const { scheduledFor } = record.run;
    if (scheduledFor === at || !mayBeOut(record)) continue;
    if (scheduledFor < wanted.to && Math.abs(at - scheduledFor) >= TO_DATE) continue;
    const [first, last] = await daysOf(contents, record, digest);
    if (first === wanted.firstDay && last === wanted.lastDay) return record;
  }
  return null;
}

const windowAt = ({ period, timezone: zone, weekStart }: DigestConfig, at: number) =>
  resolvePeriod(period, at, { zone, weekStart });

const WAITING = ['queued', 'running', 'retrying'];

/** True when a run was, may have been or will be delivered. */
export const mayBeOut = ({ run, deliveries }: RunRecord): boolean =>
  WAITING.includes(run.state) || deliveries.some(mayHaveArrived);

/** First and last day of a run: as stored, or by the current configuration. */
async function daysOf(
  contents: Contents,
  { run, deliveries }: RunRecord,
  digest: DigestConfig,
): Promise<readonly [Day, Day]> {
  const head = await contents.head(run.id, deliveries[0]?.slice ?? '');
  const stored = head === null ? undefined : readHead(head).days;
  if (stored) return stored;
  const { firstDay, lastDay } = windowAt(digest, run.scheduledFor);
  return [firstDay, lastDay];
}

/** The error for a repeated window: who has it since when, and what to do. */
export function refusedRepeat(record: RunRecord, digest: DigestConfig, now: number): UserError {
  const { run, deliveries } = record;
  const { firstDay, lastDay } = windowAt(digest, run.scheduledFor);
  const what = `${digest.id} for ${firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`}`;
  const message = [what, howItStands(record, digest.timezone, now), ...advice(record, now)].join(' ');
  const code = deliveries.some(isDelivered) ? 'sent-already' : `run-${run.state}`;
  return new UserError(code, message, { exitCode: 2 });
}

function howItStands({ run, deliveries }: RunRecord, zone: string, now: number): string {
  const delivered = deliveries.filter(isDelivered);
  if (delivered.length > 0) {
    const when = Math.max(...delivered.map(({ finishedAt }) => finishedAt ?? 0));
    const inPart = deliveries.some(isOwed) ? ' in part' : '';
    return `went out already${inPart}: to ${named(delivered)} on ${wallClock(zone, when).replace(' ', ' at ')} (${zone}), run ${run.id}.`;
  }
  const unknown = deliveries.filter(hasUnknownResult);
  if (unknown.length > 0)
    return `may have gone out: it is unknown whether ${named(unknown)} got it from run ${run.id}.`;
  return isBusy({ run }, now)
    ? `is being made: ${run.leaseOwner} works on run ${run.id}.`
    : `is not out yet: run ${run.id} is ${run.state}, ${run.reason}.`;
}

function advice(record: RunRecord, now: number): string[] {
  const { run, deliveries } = record;
  if (isBusy(record, now)) return [`botdigest explain ${run.id} shows how far it is.`];
  const held = deliveries.filter(({ state }) => state === 'held');
  const left = deliveries.filter((delivery) => isOwed(delivery) && delivery.state !== 'held');
  const waits = WAITING.includes(run.state);
  return [
    ...held.map(
      ({ id }) => `Check whether it arrived, then: botdigest resolve ${id} --as delivered|failed|resend.`,
    ),
    ...(run.reason === 'incomplete'
      ? [`Figures are missing from it: once the API has them, botdigest resend ${run.id} sends a correction.`]
      : []),
    ...(left.length > 0 || waits ? [`botdigest resend ${run.id} sends what is missing.`] : []),
    ...(held.length + left.length === 0 && !waits
      ? [`botdigest send ${run.id} --to ADDRESS sends it to somebody else.`]
      : []),
    'With --again everybody gets it once more.',
  ];
}

const isBusy = ({ run }: Pick<RunRecord, 'run'>, now: number) =>
  run.state === 'running' && (run.leaseUntil ?? 0) > now;

const isDelivered = ({ state }: Delivery) => state === 'delivered';

const MAX_NAMES = 8;

/** `ada@example.com, C0123456789 and 3 more` */
function named(deliveries: readonly Delivery[]): string {
  const names = [...new Set(deliveries.map(({ target }) => target))];
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${more} more` : names.join(', ');
}
