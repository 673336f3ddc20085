import { keysOf } from '../../chatbot/read/groups.js';
import { readSeries } from '../../chatbot/read/series.js';
import { splitByShape } from '../../chatbot/read/split-groups.js';
import { SOURCES } from '../../vocabulary/chatbot.js';
import type { Asker } from '../ask/asker.js';
import { type ProbeFacts, windowDays } from '../ask/facts.js';
import { contradiction, notEnoughData, type ProbeVerdict, settled } from '../finding.js';
import { addUp, type CountSeries, countsOf, distance, shown, totalIn } from '../judge/counts.js';
import { toleranceFor } from '../judge/fit.js';
import type { Span } from '../judge/span.js';

/** Asks for all sources at once with `group` and compares with one request a source. */
export async function useGroup(asker: Asker, facts: ProbeFacts): Promise<ProbeVerdict> {
  if (facts.sourceProblem !== null)
    return notEnoughData(`The sources could not be asked for one by one. ${facts.sourceProblem}`);
  const reply = await asker.report('conversations', facts.window, [
    ['dimension', 'day'],
    ['group', 'source'],
  ]);
  if (!reply.ok && reply.reason === 'bad-request')
    return no(`The API refused group=source: ${reply.message}`);
  if (!reply.ok) return notEnoughData(`The answer to group=source did not come. ${reply.message}`);
  return judgeGroup(reply.body, { window: facts.window, sources: facts.sources, all: windowDays(facts) });
}

export interface GroupFacts {
  readonly window: Span;
  /** Conversations by day of each source, asked for alone, and of all there are. */
  readonly sources: ReadonlyMap<string, CountSeries>;
  readonly all: CountSeries;
}

export function judgeGroup(body: unknown, { window, sources, all }: GroupFacts): ProbeVerdict {
  const total = totalIn(all);
  const read = (rows: unknown): CountSeries => {
    const { result } = readSeries({ data: rows }, { dimension: 'day', ...window, counts: true });
    return result.kind === 'gap' ? new Map() : countsOf(result.points);
  };
  const split = splitByShape(body);
  if (split === null) {
    const plain = readSeries(body, { dimension: 'day', ...window, counts: true }).result;
    if (plain.kind === 'series' && distance(countsOf(plain.points), all) <= toleranceFor(total))
      return no(
        `The answer to group=source is the same as without it, ${shown(total)} conversations by day.`,
      );
    return no(
      `The answer to group=source has none of the four layouts that botdigest reads; its keys are ${keysOf(body).join(', ') || 'none'}.`,
    );
  }
  const unknown = [...split.groups.keys()].filter((name) => !SOURCES.some((source) => source === name));
  if (unknown.length > 0)
    return contradiction(
      `The answer to group=source is ${split.shape}, of ${unknown.length} groups that are no sources.`,
    );
  const off = addUp(
    SOURCES.map((source) => distance(read(split.groups.get(source) ?? []), sources.get(source) ?? new Map())),
  );
  const evidence = `The answer to group=source is ${split.shape} (${split.groups.size} sources); by day and source it differs by ${shown(off)} of ${shown(total)} conversations from one request a source`;
  if (off > toleranceFor(total)) return contradiction(`${evidence}, which is too much.`);
  return settled(true, `${evidence}.`, { settings: { useGroup: true } });
}

const no = (evidence: string): ProbeVerdict => settled(false, evidence, { settings: { useGroup: false } });
