/** The parts that a message can do without, those least needed first. */
export const CHAT_PARTS = ['interactions', 'fallbacks', 'charts', 'bots'] as const;
export type ChatPart = (typeof CHAT_PARTS)[number];

/** How much of each thing a message shows: lengths in UTF-16 units, and counts. */
export interface Detail {
  readonly title: number;
  /** Each of a figure's words: its label, value, change and earlier value. */
  readonly figure: number;
  readonly sentence: number;
  readonly name: number;
  /** An address that is longer is left out. */
  readonly link: number;
  readonly figures: number;
  readonly callouts: number;
  /** Rows of a table. */
  readonly rows: number;
  readonly notices: number;
  /** The last days that a chart of an alert shows. */
  readonly days: number;
  readonly leaves: readonly ChatPart[];
}

const FULL: Detail = {
  title: 150,
  figure: 60,
  sentence: 300,
  name: 80,
  link: 300,
  figures: 10,
  callouts: 8,
  rows: 13,
  notices: 5,
  days: 56,
  leaves: [],
};

const SHORT_LISTS: Detail = { ...FULL, rows: 5, days: 28 };

/** Every text has a share of its usual room. */
const shorter = (detail: Detail, share: number): Detail => ({
  ...detail,
  title: Math.floor(FULL.title * share),
  figure: Math.floor(FULL.figure * share),
  sentence: Math.floor(FULL.sentence * share),
  name: Math.floor(FULL.name * share),
  link: 0,
});

const BARE: Detail = { ...SHORT_LISTS, leaves: CHAT_PARTS };

/** In the order in which they are tried: everything, shorter lists, fewer parts, shorter texts; the last is small enough for any data. */
const DETAILS: readonly Detail[] = [
  FULL,
  SHORT_LISTS,
  ...CHAT_PARTS.map((_part, index) => ({ ...SHORT_LISTS, leaves: CHAT_PARTS.slice(0, index + 1) })),
  shorter(BARE, 1 / 2),
  shorter({ ...BARE, callouts: 5, notices: 2 }, 1 / 4),
];

/** Writes a message in the first detail that fits; in the last when none does. */
export function withinLimit<Written>(
  write: (detail: Detail) => Written,
  fits: (written: Written) => boolean,
): Written {
  let written = write(FULL);
  for (const detail of DETAILS.slice(1)) {
    if (fits(written)) break;
    written = write(detail);
  }
  return written;
}
