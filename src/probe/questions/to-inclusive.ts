import type { Asker } from '../ask/asker.js';
import type { ProbeFacts } from '../ask/facts.js';
import { askSeries } from '../ask/series.js';
import { contradiction, notEnoughData, type ProbeVerdict, settled } from '../finding.js';
import { addUp, type CountSeries, distance, shown, totalIn, within } from '../judge/counts.js';
import { bestFit, toleranceFor } from '../judge/fit.js';
import { DAY_MS, HOUR_MS, utcDayText } from '../judge/span.js';

/** How many days are cut short: the busiest ones, each in its busiest hour. */
const CUTS = 3;

/** Asks for busy days up to the very beginning of their busiest hour. */
export async function toInclusive(asker: Asker, facts: ProbeFacts): Promise<ProbeVerdict> {
  if (!facts.hourly.ok) return notEnoughData(`The hours did not come. ${facts.hourly.message}`);
  const hourly = facts.hourly.counts;
  const cuts: Cut[] = [];
  for (const at of busiestHours(hourly)) {
    const from = Math.floor(at / DAY_MS) * DAY_MS;
    const day = { from, to: from + DAY_MS };
    // `to` is exclusive in a span: the instant itself is asked for.
    const reply = await askSeries(asker, {
      report: 'conversations',
      range: { from, to: at + 1 },
      read: day,
      dimension: 'hour',
    });
    if (!reply.ok) return notEnoughData(`A day up to one of its hours did not come. ${reply.message}`);
    cuts.push({ at, known: within(hourly, day), seen: reply.counts });
  }
  return judgeTo(cuts, await namesZeros(asker, facts, hourly));
}

/** The busiest hours of different days, none of them the first of its day. */
function busiestHours(hourly: CountSeries): number[] {
  const byDay = new Map<number, number>();
  for (const [at, value] of hourly) {
    const day = Math.floor(at / DAY_MS);
    const best = byDay.get(day);
    if (at % DAY_MS !== 0 && value > (hourly.get(best ?? -1) ?? 0)) byDay.set(day, at);
  }
  const count = (at: number) => hourly.get(at) ?? 0;
  return [...byDay.values()].sort((a, b) => count(b) - count(a)).slice(0, CUTS);
}

/** Whether a series names hours without conversations; null when it cannot be known. */
async function namesZeros(
  asker: Asker,
  { recent }: ProbeFacts,
  hourly: CountSeries,
): Promise<boolean | null> {
  if ([...hourly.values()].some((value) => value === 0)) return true;
  if (hourly.size < (recent.to - recent.from) / HOUR_MS) return false;
  const reply = await askSeries(asker, { report: 'conversations', range: LONG_AGO, dimension: 'hour' });
  return reply.ok && reply.counts.size > 0 ? true : null;
}

/** Before there were chatbots of this kind. */
const LONG_AGO = { from: Date.UTC(2001, 0, 1), to: Date.UTC(2001, 0, 2) };

export interface Cut {
  /** The beginning of an hour, which was asked for as the end. */
  readonly at: number;
  /** The hours of the whole day. */
  readonly known: CountSeries;
  /** The hours of the answer. */
  readonly seen: CountSeries;
}

/** `zeros`: whether hours without conversations are named; null when it is not known. */
export function judgeTo(cuts: readonly Cut[], zeros: boolean | null): ProbeVerdict {
  const under = (end: (at: number) => number) =>
    addUp(cuts.map(({ at, known, seen }) => distance(seen, within(known, { from: 0, to: end(at) }))));
  const distances = {
    instant: under((at) => at),
    wholeStep: under((at) => at + HOUR_MS),
    wholeDay: under(() => Number.POSITIVE_INFINITY),
  };
  const total = addUp(cuts.map(({ known }) => totalIn(known)));
  const found = bestFit(
    [
      { value: 'instant', distance: distances.instant },
      { value: 'wholeStep', distance: distances.wholeStep },
      { value: 'wholeDay', distance: distances.wholeDay },
    ],
    toleranceFor(total),
  );
  const seen = addUp(cuts.map((cut) => totalIn(cut.seen)));
  const sums = `${cuts.map(({ at }) => `${utcDayText(at)} up to ${new Date(at).toISOString().slice(11, 16)}`).join(', ')} UTC: ${shown(seen)} conversations came of ${shown(total)} on these days, ${shown(addUp(cuts.map(({ at, known }) => totalIn(within(known, { from: 0, to: at })))))} of them before these hours`;
  if (found.kind === 'several')
    return notEnoughData(`${sums}: too few to tell ${found.values.join(' from ')}.`);
  if (found.kind === 'none')
    return contradiction(`${sums}: neither the hours before, nor with that hour, nor the whole day.`);
  if (found.value === 'wholeDay')
    return settled('wholeDay', `${sums}: the whole day of “to” counts.`, {
      comment:
        'to: its whole UTC day counts; digests in other zones drop the hours after it, heatmaps cannot',
    });
  if (found.value === 'wholeStep')
    return settled('wholeStep', `${sums}: the whole hour that begins at “to” counts.`, {
      comment: 'to: the step that it lies in counts whole',
    });
  return judgeInstant(cuts, { sums, zeros });
}

/** Whether the instant itself is in: its hour is named then, be it with 0. */
function judgeInstant(
  cuts: readonly Cut[],
  { sums, zeros }: { readonly sums: string; readonly zeros: boolean | null },
): ProbeVerdict {
  const named = cuts.filter(({ at, seen }) => seen.has(at)).length;
  const says = `${sums}; the hour that begins at “to” is named in ${named} of ${cuts.length} answers`;
  if (named > 0)
    return settled('inclusive', `${says}: the instant itself counts.`, {
      comment: 'to: inclusive, to the millisecond, as botdigest takes it',
    });
  if (zeros)
    return settled('exclusive', `${says}, though hours without conversations are named: it does not count.`, {
      comment: 'to: exclusive; botdigest loses the last millisecond of a range',
    });
  return notEnoughData(
    `${says}. Nothing after “to” counts; since hours without conversations are ${zeros === null ? 'perhaps ' : ''}not named, the instant itself cannot be told.`,
  );
}
