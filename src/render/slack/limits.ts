/** What Slack accepts in one message, in UTF-16 units where a text is meant (Block Kit reference, chat.postMessage). */
export const limits = {
  text: 4000,
  blocks: 50,
  header: 150,
  sectionText: 3000,
  fields: 10,
  field: 2000,
  contextElements: 10,
  contextText: 2000,
  altText: 2000,
  imageTitle: 2000,
} as const;
