import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import type { Asker } from '../ask/asker.js';
import { type ProbeFacts, windowDays } from '../ask/facts.js';
import { askSeries, type SeriesReply } from '../ask/series.js';
import { contradiction, notEnoughData, type ProbeVerdict, settled } from '../finding.js';
import { added, type CountSeries, distance, shown, totalIn } from '../judge/counts.js';
import { excludes, toleranceFor } from '../judge/fit.js';
import { bestSourceList } from '../judge/source-list.js';

const FORMATS = ['repeat', 'brackets', 'comma'] as const;
type Format = (typeof FORMATS)[number];

/** Sends several sources in each of the three forms and compares with the sum of single requests. */
export async function arrayFormat(asker: Asker, facts: ProbeFacts): Promise<ProbeVerdict> {
  if (facts.sourceProblem !== null)
    return notEnoughData(`The sources could not be asked for one by one. ${facts.sourceProblem}`);
  const totals = new Map(SOURCES.map((source) => [source, totalIn(facts.sources.get(source) ?? new Map())]));
  const chosen = bestSourceList(totals, facts.total);
  if (chosen === null || !excludes(chosen.margin, toleranceFor(facts.total)))
    return notEnoughData(
      `Of ${shown(facts.total)} conversations nearly all come from one source, so that several sources at once would count the same as one.`,
    );
  const { sources } = chosen;
  const seen = new Map<Format, SeriesReply>();
  for (const format of FORMATS)
    seen.set(
      format,
      await askSeries(asker, {
        report: 'conversations',
        range: facts.window,
        dimension: 'day',
        more: pairs(sources, format),
      }),
    );
  const singles = sources.map((source) => facts.sources.get(source) ?? new Map());
  return judgeArrayFormat({ sources, singles, all: windowDays(facts), seen });
}

function pairs(sources: readonly Source[], format: Format): [string, string][] {
  if (format === 'comma') return [['source', sources.join(',')]];
  return sources.map((source) => [format === 'repeat' ? 'source' : 'source[]', source]);
}

export interface ArrayAnswers {
  readonly sources: readonly string[];
  /** Conversations by day of each source, and of all there are. */
  readonly singles: readonly CountSeries[];
  readonly all: CountSeries;
  readonly seen: ReadonlyMap<Format, SeriesReply>;
}

type Outcome = 'sum' | 'not' | 'unclear' | 'failed';

export function judgeArrayFormat({ sources, singles, all, seen }: ArrayAnswers): ProbeVerdict {
  const judged = FORMATS.map((format) => ({ format, ...judgeOne(seen.get(format), singles, all) }));
  const counts = singles.map((single) => shown(totalIn(single)));
  const evidence = `${sources.join(' and ')} have ${counts.join(' + ')} of ${shown(totalIn(all))} conversations; asked for together: ${judged.map(({ format, says }) => `${format} ${says}`).join('; ')}.`;
  const accepted = judged.find(({ outcome }) => outcome === 'sum');
  if (accepted) return settled(accepted.format, evidence, { settings: { arrayFormat: accepted.format } });
  if (judged.some(({ outcome }) => outcome === 'failed')) return notEnoughData(evidence);
  if (judged.some(({ outcome }) => outcome === 'unclear')) return contradiction(evidence);
  return settled('single', evidence, { settings: { arrayFormat: 'single' } });
}

function judgeOne(
  reply: SeriesReply | undefined,
  singles: readonly CountSeries[],
  all: CountSeries,
): { readonly outcome: Outcome; readonly says: string } {
  if (reply === undefined) return { outcome: 'failed', says: 'was not asked for' };
  if (!reply.ok) {
    if (reply.reason === 'bad-request') return { outcome: 'not', says: 'was refused' };
    return { outcome: 'failed', says: `did not come (${reply.message.replace(/\.$/, '')})` };
  }
  const tolerance = toleranceFor(totalIn(all));
  const fits = (counts: CountSeries | undefined) => distance(reply.counts, counts ?? new Map()) <= tolerance;
  const gave = `gave ${shown(totalIn(reply.counts))}`;
  if (fits(added(singles))) return { outcome: 'sum', says: `${gave}, their sum` };
  if (fits(all)) return { outcome: 'not', says: `${gave}, as if not sent` };
  if (fits(singles.at(-1))) return { outcome: 'not', says: `${gave}, the last one alone` };
  if (fits(singles[0])) return { outcome: 'not', says: `${gave}, the first one alone` };
  if (fits(undefined)) return { outcome: 'not', says: `${gave}, nothing` };
  return { outcome: 'unclear', says: `${gave}, neither their sum nor one of them` };
}
