/** What Slack accepts in one message, in UTF-16 units where a text is meant (Block Kit reference, chat.postMessage). */
export const limits = {
  blocks: 50,
  header: 150,
  fields: 10,
  field: 2000,
  contextElements: 10,
  contextText: 2000,
  sectionText: 3000,
  altText: 2000,
  imageTitle: 2000,
  text: 4000,
  /**
   * All blocks but tables as JSON. Slack names no number, and refuses longer messages with `msg_blocks_too_long` (slackapi/bolt-js#2509); for
   * tables it names one of their own.
   */
  whole: 12_000,
} as const;

/** `data_visualization` (Block Kit reference). Two a message: Slack refuses a third (vercel/chat#696). */
export const chartLimits = { charts: 2, title: 50, axisLabel: 50, series: 6, points: 20, label: 20 } as const;

/**
 * `data_table` (Block Kit reference, as of May 2026; 200 rows and 20,000 characters since). One a message, as of the older `table`: whether
 * Slack takes two is not known. `characters` are those of all cells.
 */
export const tableLimits = { tables: 1, rows: 100, columns: 20, characters: 10_000 } as const;
