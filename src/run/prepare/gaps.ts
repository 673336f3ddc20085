import type { Gap, GapReason, ReportAnswer, Snapshot } from '../../chatbot/snapshot.js';

/** A gap and where it is: `interactions of support`. */
interface PlacedGap {
  readonly place: string;
  readonly gap: Gap;
}

/** Why reports are missing, a sentence for each cause, with the reports it concerns; a refused token concerns all. */
export function gapMessages(snapshots: readonly Snapshot[]): readonly string[] {
  return [...new Set(snapshots.flatMap(messagesOf))];
}

function messagesOf(snapshot: Snapshot): readonly string[] {
  const places = new Map<string, Set<string>>();
  for (const { place, gap } of gapsOf(snapshot)) {
    const concerned = places.get(gap.message) ?? new Set();
    if (gap.reason !== 'unauthorized' && gap.reason !== 'token-stopped') concerned.add(place);
    places.set(gap.message, concerned);
  }
  return [...places].map(([message, concerned]) =>
    concerned.size === 0 ? message : `${[...concerned].join(', ')}: ${message}`,
  );
}

/** Whether not one report of one bot came: such a digest tells its readers nothing. */
export function nothingFetched(snapshot: Snapshot): boolean {
  const answers = snapshot.bots.flatMap((bot) => bot.answers).filter(isReport);
  return answers.length > 0 && gapsOf(snapshot).length === answers.length;
}

const PASSING: readonly GapReason[] = ['rate-limited', 'server-error', 'timeout', 'unreachable', 'malformed'];

/** Whether what is missing may be had later: there are gaps, and each comes from a fault that may pass. */
export function mayPass(snapshot: Snapshot): boolean {
  const gaps = gapsOf(snapshot);
  return gaps.length > 0 && gaps.every(({ gap }) => PASSING.includes(gap.reason));
}

/** Whether at least some of what is missing may be had later. */
export const mayPassInPart = (snapshot: Snapshot): boolean =>
  gapsOf(snapshot).some(({ gap }) => PASSING.includes(gap.reason));

function gapsOf({ bots }: Snapshot): readonly PlacedGap[] {
  return bots.flatMap(({ id, answers }) =>
    answers
      .filter(isReport)
      .flatMap(({ report, result }) =>
        result.kind === 'gap' ? [{ place: `${report} of ${id}`, gap: result }] : [],
      ),
  );
}

/** The history is a yardstick and no report: without it nothing is missing from what was asked for. */
const isReport = ({ window }: ReportAnswer) => window !== 'history';
