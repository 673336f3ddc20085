import type { Source } from '../../vocabulary/chatbot.js';
import { addUp } from './counts.js';

/** Several sources to send in one request, such that what the API makes of them shows in the count. */
export interface SourceList {
  readonly sources: readonly Source[];
  /** How much their sum differs at least from the first, the last, all and no conversations. */
  readonly margin: number;
}

/** The best list of two or three; null for fewer than two sources. */
export function bestSourceList(totals: ReadonlyMap<Source, number>, total: number): SourceList | null {
  let best: SourceList | null = null;
  for (const sources of listsOf([...totals.keys()])) {
    const counts = sources.map((source) => totals.get(source) ?? 0);
    const all = addUp(counts);
    const others = [counts[0] ?? 0, counts.at(-1) ?? 0, total, 0];
    const margin = Math.min(...others.map((other) => Math.abs(all - other)));
    if (best === null || margin > best.margin) best = { sources, margin };
  }
  return best;
}

function* listsOf(sources: readonly Source[]): Generator<readonly Source[]> {
  for (const first of sources)
    for (const second of sources) {
      if (second === first) continue;
      yield [first, second];
      for (const third of sources) if (third !== first && third !== second) yield [first, second, third];
    }
}
