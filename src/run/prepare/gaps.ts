import { isAlertStory } from '../../alerts/message/story.js';
import type { Gap, GapReason, ReportAnswer } from '../../chatbot/snapshot.js';
import type { SliceContent } from '../journal/stored.js';

/** A gap and where it is: `interactions of support`. */
interface PlacedGap {
  readonly place: string;
  readonly gap: Gap;
}

/** Why reports are missing, a sentence for each cause, with the reports it concerns; a refused token concerns all. */
export function gapMessages(snapshots: readonly SliceContent[]): readonly string[] {
  return [...new Set(snapshots.flatMap(messagesOf))];
}

function messagesOf(snapshot: SliceContent): readonly string[] {
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
export function nothingFetched(snapshot: SliceContent): boolean {
  if (isAlertStory(snapshot)) return false;
  const answers = snapshot.bots.flatMap((bot) => bot.answers).filter(isReport);
  return answers.length > 0 && gapsOf(snapshot).length === answers.length;
}

const PASSING: readonly GapReason[] = ['rate-limited', 'server-error', 'timeout', 'unreachable', 'malformed'];

export const isPassing = ({ reason }: Pick<Gap, 'reason'>): boolean => PASSING.includes(reason);

/** Whether what is missing may be had later: there are gaps, and each comes from a fault that may pass. */
export function mayPass(snapshot: SliceContent): boolean {
  const gaps = gapsOf(snapshot);
  return gaps.length > 0 && gaps.every(({ gap }) => isPassing(gap));
}

/** Whether at least some of what is missing may be had later. */
export const mayPassInPart = (snapshot: SliceContent): boolean =>
  gapsOf(snapshot).some(({ gap }) => isPassing(gap));

/** The message of an alert has none: what could not be judged is no part of it. */
function gapsOf(snapshot: SliceContent): readonly PlacedGap[] {
  if (isAlertStory(snapshot)) return [];
  return snapshot.bots.flatMap(({ id, answers }) =>
    answers
      .filter(isReport)
      .flatMap(({ report, result }) =>
        result.kind === 'gap' ? [{ place: `${report} of ${id}`, gap: result }] : [],
      ),
  );
}

/** The history is a yardstick and no report: without it nothing is missing from what was asked for. */
const isReport = ({ window }: ReportAnswer) => window !== 'history';
