/** Columns of names; all others are figures. */
const NAMES = ['name', 'step'];

/** The columns that a mail shows, each with those that may stand under it: the first that there is does. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  name: ['step'],
  uses: [],
  value: ['change', 'share'],
  share: [],
  rate: ['before'],
  fallbackRate: ['points'],
};

/** A phone has room for so many columns side by side; more stand in pairs, one under another. */
const MAX_SIDE_BY_SIDE = 4;

/** Places in a row. */
export interface PlacePair {
  readonly over: number;
  readonly under: number | null;
}

export const sideOf = (id: string): 'start' | 'end' => (NAMES.includes(id) ? 'start' : 'end');

/** The places of the columns that a mail has room for: no lines, and none that says nothing. */
export function placesShown(ids: readonly string[], isEmpty: (place: number) => boolean): readonly number[] {
  const known = Object.entries(SHOWN).flat(2);
  return ids.flatMap((id, place) => (known.includes(id) && (place === 0 || !isEmpty(place)) ? [place] : []));
}

/** The same places in pairs where they are too many for a phone. */
export function pairsOf(ids: readonly string[], shown: readonly number[]): readonly PlacePair[] {
  if (shown.length <= MAX_SIDE_BY_SIDE) return shown.map((over) => ({ over, under: null }));
  const placeOf = (id: string) => shown.find((place) => ids[place] === id);
  const pairs = shown.map((over) => {
    const below = SHOWN[ids[over] ?? '']?.map(placeOf) ?? [];
    return { over, under: below.find((place) => place !== undefined) ?? null };
  });
  return pairs.filter(({ over }) => !pairs.some(({ under }) => under === over));
}
