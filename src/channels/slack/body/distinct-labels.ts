import { oneLine, shortenedName } from '../../../render/line.js';

/** Texts as labels of at most `limit` UTF-16 units, none empty, and different from each other: equal ones are numbered. */
export function distinctLabels(texts: readonly string[], limit: number): readonly string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const line = oneLine(text).trim() || '–';
    let label = shortenedName(line, limit);
    for (let count = 2; taken.has(label); count += 1) {
      const suffix = ` (${count})`;
      label = `${shortenedName(line, limit - suffix.length)}${suffix}`;
    }
    taken.add(label);
    return label;
  });
}
