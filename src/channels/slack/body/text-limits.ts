/** How much of each thing one message shows: lengths in UTF-16 units, and counts. All are within Slack's limits. */
export interface TextLimits {
  readonly header: number;
  readonly subtitle: number;
  /** Each of a figure's words: its label, value, change and earlier value. */
  readonly figure: number;
  /** A sentence: one part of a callout, what is missing, what a picture shows. */
  readonly sentence: number;
  /** How to read a picture, with what happened on its days. */
  readonly hint: number;
  readonly name: number;
  /** A cell of a table, besides the name. */
  readonly cell: number;
  /** An address that is longer is left out. */
  readonly link: number;
  readonly fields: number;
  readonly callouts: number;
  readonly rows: number;
  readonly notices: number;
}

/** Rows of a table, however long the message. */
const MIN_ROWS = 5;

/** What reads well in a channel; a message that would still be too long is made again with a share of it. */
export function textLimits(share: number): TextLimits {
  const length = (units: number) => Math.floor(units * share);
  return {
    header: length(150),
    subtitle: length(300),
    figure: length(60),
    sentence: length(300),
    hint: length(900),
    name: length(80),
    cell: length(60),
    link: length(400),
    fields: 10,
    callouts: 8,
    rows: Math.max(MIN_ROWS, length(13)),
    notices: 5,
  };
}
