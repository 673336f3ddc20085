import type { Note, NoteCode } from '../snapshot.js';

type Oddity = Exclude<NoteCode, 'sources-not-applied'>;

/** Counts what was repaired or odd while one answer is read; the first case of each kind is told. */
export interface Tally {
  add(code: Oddity, example: string): void;
  notes(): Note[];
}

const SENTENCES: Readonly<Record<Oddity, string>> = {
  'bad-values': 'Values that could not be read count as missing',
  duplicates: 'Repeated entries were merged, or left out where they contradict each other',
  disorder: 'Entries were put in order of time',
  'outside-range': 'Entries outside the range asked for were left out',
  'summary-differs': "The API's own total differs from the sum of its values",
};

export function createTally(): Tally {
  const found = new Map<Oddity, { count: number; readonly example: string }>();
  return {
    add(code, example) {
      const entry = found.get(code);
      if (entry) entry.count += 1;
      else found.set(code, { count: 1, example });
    },
    notes: () =>
      [...found].map(([code, { count, example }]) => ({
        code,
        count,
        detail: `${SENTENCES[code]} (${example}).`,
      })),
  };
}
