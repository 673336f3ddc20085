import type { ReportName } from '../../vocabulary/chatbot.js';
import type { Words } from '../language/words.js';

/** The sentence shown instead of a chart when there is no data or all is zero; else null. */
export function emptyTextFor(total: number | null, report: ReportName, words: Words): string | null {
  if (total === null) return words.say('instead.missing');
  return total === 0 ? words.say(`empty.${report}`) : null;
}
