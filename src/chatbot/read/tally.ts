import type { Note, NoteCode } from '../snapshot.js';

type Anomaly = Exclude<NoteCode, 'sources-not-applied'>;

/** Counts repairs and anomalies while one answer is read; notes name the first example of each kind. */
export interface Tally {
  add(code: Anomaly, example: string): void;
  notes(): Note[];
}

const SENTENCES: Readonly<Record<Anomaly, string>> = {
  'bad-values': 'Values that could not be read count as missing',
  duplicates: 'Duplicate entries were merged, or left out where they contradict each other',
  disorder: 'Entries were sorted by time',
  'outside-range': 'Entries outside the requested range were left out',
  'summary-differs': "The API's own total differs from the sum of its values",
};

export function createTally(): Tally {
  const found = new Map<Anomaly, { count: number; readonly example: string }>();
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
