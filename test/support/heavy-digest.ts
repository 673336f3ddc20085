import type { Callout, Digest } from '../../src/digest/digest.js';
import { sampleDigest } from './sample-digest.js';

export interface Heavy {
  /** Of every list. */
  readonly rows: number;
  /** Stands wherever a name or a sentence can. */
  readonly text: string;
  readonly direction?: Digest['direction'];
}

/** A digest of many bots, callouts, steps, interactions and notices, with the same words in each of them. */
export function heavyDigest({ rows, text, direction = 'ltr' }: Heavy): Digest {
  const sample = sampleDigest();
  const many = <Item>(item: Item | undefined): Item[] =>
    Array.from({ length: item === undefined ? 0 : rows }, () => item as Item);
  const bots = Array.from({ length: rows }, (_, index) => ({ id: `bot-${index}`, name: text }));
  const [callout] = sample.callouts.items;
  const [score] = sample.scorecard;
  const [notice] = [{ code: 'timeout', tone: 'attention', report: null, bot: null, text } as const];
  return sampleDigest({
    title: text,
    direction,
    bots,
    subtitle: [text, text],
    headline: text,
    verdict: { rule: 'level', tone: 'attention', text },
    tiles: sample.tiles.map((tile) => ({ ...tile, previousText: text })),
    callouts: {
      ...sample.callouts,
      items: many(callout).map((item): Callout => ({ ...item, heading: text, body: ` ${text}` })),
    },
    scorecard: many(score).map((row) => ({ ...row, state: 'attention' as const })),
    sections: sample.sections.map((section) => {
      if (section.kind === 'ranking')
        return { ...section, rows: many(section.rows[0]).map((row) => ({ ...row, label: text })) };
      if (section.kind !== 'table') return section;
      const row = section.rows[0]?.map((cell) =>
        typeof cell.value === 'string' ? { ...cell, value: text, text } : cell,
      );
      return { ...section, rows: many(row) };
    }),
    about: { ...sample.about, notices: many(notice) },
  });
}
