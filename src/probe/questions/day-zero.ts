import { readHeatmap } from '../../chatbot/read/heatmap.js';
import type { Asker, ProbeReply } from '../ask/asker.js';
import { type ProbeFacts, windowDays } from '../ask/facts.js';
import { contradiction, notEnoughData, type ProbeVerdict, settled } from '../finding.js';
import { addUp, shown } from '../judge/counts.js';
import { bestFit, toleranceFor } from '../judge/fit.js';
import { utcWeekday } from '../judge/span.js';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Asks for the heatmap of the window at this offset in minutes. */
export const askHeatmap = (
  asker: Asker,
  { window }: Pick<ProbeFacts, 'window'>,
  offset: number,
): Promise<ProbeReply> => asker.report('heatmap', window, [['offset', String(offset)]]);

/** The 168 cells by the API's own day and hour; null when it is no heatmap. A cell that could not be read counts as 0. */
export function cellsOf(body: unknown): readonly number[] | null {
  // Read as if day 0 were Monday, rows stay in the API's order.
  const { result } = readHeatmap(body, { dayZero: 'monday', offset: 0 });
  return result.kind === 'gap' ? null : result.cells.flat().map((value) => value ?? 0);
}

/** Compares the rows of a heatmap at offset 0 with the weekdays of the daily series. */
export async function dayZero(asker: Asker, facts: ProbeFacts): Promise<ProbeVerdict> {
  const reply = await askHeatmap(asker, facts, 0);
  if (!reply.ok) return notEnoughData(`The heatmap did not come. ${reply.message}`);
  const cells = cellsOf(reply.body);
  if (cells === null) return contradiction('The answer of the heatmap does not have the documented shape.');
  const rows = WEEKDAYS.map((_, day) => addUp(cells.slice(24 * day, 24 * day + 24)));
  const weekdays = WEEKDAYS.map((_, weekday) =>
    addUp([...windowDays(facts)].filter(([at]) => utcWeekday(at) === weekday).map(([, value]) => value)),
  );
  return judgeDayZero(rows, weekdays);
}

/** `rows`: conversations by the API's day 0 to 6; `weekdays`: the same ones from Monday on. */
export function judgeDayZero(rows: readonly number[], weekdays: readonly number[]): ProbeVerdict {
  const under = (first: number) =>
    addUp(rows.map((value, day) => Math.abs(value - (weekdays[(day + first) % 7] ?? 0))));
  const [monday, ...others] = WEEKDAYS.map((value, first) => ({ value, distance: under(first) }));
  if (monday === undefined) return notEnoughData('There are no weekdays.');
  const total = addUp(weekdays);
  const found = bestFit([monday, ...others], toleranceFor(total));
  const sums = `The heatmap’s days 0 to 6 hold ${list(rows)} of ${shown(total)} conversations, Monday to Sunday ${list(weekdays)} by the daily series`;
  switch (found.kind) {
    case 'several':
      return notEnoughData(
        `${sums}: day 0 could be ${found.values.join(' or ')}, their counts are too much alike.`,
      );
    case 'none':
      return contradiction(
        `${sums}: whichever weekday day 0 is, they differ by ${shown(found.nearest.distance)} or more.`,
      );
    case 'one': {
      const [sunday, asMonday] = [shown(under(6)), shown(under(0))];
      const evidence = `${sums}: they differ by ${sunday} if day 0 is Sunday, by ${asMonday} if it is Monday`;
      if (found.value === 'sunday' || found.value === 'monday')
        return settled(found.value, `${evidence}.`, { settings: { dayZero: found.value } });
      return contradiction(
        `${evidence}, and by ${shown(under(WEEKDAYS.indexOf(found.value)))} if it is ${found.value}, which botdigest cannot be set to.`,
      );
    }
  }
}

const list = (values: readonly number[]) => values.map(shown).join(' · ');
