import type { ReportName } from '../../vocabulary/chatbot.js';
import type { Words } from '../language/words.js';

/** The sentence for a figure that needs no picture: nothing is known of it, or nothing happened; else null. */
export function emptyTextFor(total: number | null, report: ReportName, words: Words): string | null {
  if (total === null) return words.say('instead.missing');
  return total === 0 ? words.say(`empty.${report}`) : null;
}
