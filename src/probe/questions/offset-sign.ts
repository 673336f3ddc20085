import type { Asker } from '../ask/asker.js';
import type { ProbeFacts } from '../ask/facts.js';
import { contradiction, notEnoughData, type ProbeVerdict, settled } from '../finding.js';
import { addUp, shown } from '../judge/counts.js';
import { bestFit, toleranceFor } from '../judge/fit.js';
import { askHeatmap, cellsOf } from './day-zero.js';

/** Far enough that the two signs differ by most of a working day. */
const HOURS = 4;

/** Compares the heatmaps at an offset of some hours, both ways, with the one at 0 turned by as many. */
export async function offsetSign(asker: Asker, facts: ProbeFacts): Promise<ProbeVerdict> {
  const replies = await Promise.all([0, HOURS, -HOURS].map((hours) => askHeatmap(asker, facts, hours * 60)));
  const failed = replies.find((reply) => !reply.ok);
  if (failed && !failed.ok) return notEnoughData(`A heatmap with an offset did not come. ${failed.message}`);
  const [plain, ahead, behind] = replies.map((reply) => (reply.ok ? cellsOf(reply.body) : null));
  if (!plain || !ahead || !behind)
    return contradiction('The answer of a heatmap does not have the documented shape.');
  return judgeOffsetSign({ plain, ahead, behind }, HOURS);
}

/** The 168 cells of a week without an offset, and with one of some hours ahead of and behind it. */
export interface Turned {
  readonly plain: readonly number[];
  readonly ahead: readonly number[];
  readonly behind: readonly number[];
}

export function judgeOffsetSign({ plain, ahead, behind }: Turned, hours: number): ProbeVerdict {
  /** How far both answers are from the plain one when its hours move later by so many times the offset. */
  const under = (times: number) =>
    off(ahead, moved(plain, times * hours)) + off(behind, moved(plain, -times * hours));
  const total = addUp(plain);
  const found = bestFit(
    [
      { value: 1, distance: under(1) },
      { value: -1, distance: under(-1) },
      { value: 0, distance: under(0) },
    ],
    2 * toleranceFor(total),
  );
  const sums = `The heatmaps at offset=±${60 * hours}, ${shown(2 * total)} conversations in both, differ by ${shown(under(1))} from the one at 0 moved ${hours} hours later for a positive offset, by ${shown(under(-1))} moved earlier`;
  if (found.kind === 'several')
    return notEnoughData(`${sums}: the hours of this bot are too much alike to tell.`);
  if (found.kind === 'none') return contradiction(`${sums}: neither fits.`);
  if (found.value === 0)
    return contradiction(`${sums}, by ${shown(under(0))} not moved: the API ignores offset.`);
  return settled(found.value, `${sums}.`, { settings: { offsetSign: found.value } });
}

/** Cells of a week with every hour moved later, over its end to its beginning. */
const moved = (cells: readonly number[], hours: number): number[] =>
  cells.map((_, at) => cells[(((at - hours) % cells.length) + cells.length) % cells.length] ?? 0);

const off = (left: readonly number[], right: readonly number[]): number =>
  addUp(left.map((value, at) => Math.abs(value - (right[at] ?? 0))));
