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
  /** All blocks as JSON. Slack names no number, and refuses longer messages with `msg_blocks_too_long` (slackapi/bolt-js#2509). */
  whole: 12_000,
} as const;
