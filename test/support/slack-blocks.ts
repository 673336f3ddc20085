/**
 * Slack's limits of a message's layout, in UTF-16 units and pieces. `whole` is of all blocks as JSON: not documented,
 * and the least at which Slack was seen to refuse a message.
 */
export const SLACK_LIMITS = {
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
  images: 3,
  whole: 12_000,
} as const;

/** What Slack would complain about in a message's blocks. */
export function blockProblems(blocks: unknown, canShow: (fileId: string) => boolean): string[] {
  if (!Array.isArray(blocks)) return ['blocks is no array'];
  const problems = blocks.flatMap((block, index) => checkBlock(record(block), `/blocks/${index}`, canShow));
  if (blocks.length > SLACK_LIMITS.blocks) problems.push(tooMany(SLACK_LIMITS.blocks, '/blocks'));
  if (JSON.stringify(blocks).length > SLACK_LIMITS.whole) problems.push('msg_blocks_too_long');
  return problems;
}

const tooMany = (limit: number, at: string) => `no more than ${limit} items allowed [json-pointer:${at}]`;

type Loose = Readonly<Record<string, unknown>>;
const record = (value: unknown): Loose =>
  value !== null && typeof value === 'object' ? (value as Loose) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function checkBlock(block: Loose, at: string, canShow: (fileId: string) => boolean): string[] {
  switch (block.type) {
    case 'header':
      return checkText(block.text, `${at}/text`, SLACK_LIMITS.header);
    case 'section':
      return checkSection(block, at);
    case 'context':
      return checkContext(block, at);
    case 'image':
      return checkImage(block, at, canShow);
    case 'rich_text':
      return checkRichText(block, at);
    case 'divider':
      return [];
    default:
      return [`unsupported type: ${String(block.type)} [json-pointer:${at}]`];
  }
}

function checkSection(block: Loose, at: string): string[] {
  const fields = list(block.fields);
  const problems = fields.flatMap((field, index) =>
    checkText(field, `${at}/fields/${index}`, SLACK_LIMITS.field),
  );
  if (fields.length > SLACK_LIMITS.fields) problems.push(tooMany(SLACK_LIMITS.fields, `${at}/fields`));
  if (block.text === undefined && fields.length === 0)
    problems.push(`missing required field: text [json-pointer:${at}]`);
  return block.text === undefined
    ? problems
    : [...problems, ...checkText(block.text, `${at}/text`, SLACK_LIMITS.sectionText)];
}

function checkContext(block: Loose, at: string): string[] {
  const elements = list(block.elements);
  const problems = elements.flatMap((element, index) =>
    checkText(element, `${at}/elements/${index}`, SLACK_LIMITS.contextText),
  );
  if (elements.length === 0) problems.push(`must have 1 item or more [json-pointer:${at}/elements]`);
  if (elements.length > SLACK_LIMITS.contextElements)
    problems.push(tooMany(SLACK_LIMITS.contextElements, `${at}/elements`));
  return problems;
}

function checkRichText(block: Loose, at: string): string[] {
  const elements = list(block.elements).map(record);
  const sections = elements.flatMap((element) =>
    element.type === 'rich_text_list' ? list(element.elements).map(record) : [element],
  );
  const problems = sections.flatMap(({ type, elements: texts }) => {
    if (type !== 'rich_text_section') return [`unsupported type: ${String(type)} [json-pointer:${at}]`];
    return list(texts).flatMap((text) => checkRichTextElement(record(text), at));
  });
  const lists = elements.filter(({ type }) => type === 'rich_text_list');
  if (elements.length === 0 || lists.some((one) => list(one.elements).length === 0))
    problems.push(`must have 1 item or more [json-pointer:${at}/elements]`);
  return problems;
}

function checkRichTextElement({ type, text, url }: Loose, at: string): string[] {
  const known = type === 'text' || (type === 'link' && /^https?:\/\//.test(String(url)));
  return known && typeof text === 'string' && text !== ''
    ? []
    : [`unsupported or empty element [json-pointer:${at}]`];
}

function checkImage(block: Loose, at: string, canShow: (fileId: string) => boolean): string[] {
  const alt = block.alt_text;
  const problems: string[] = [];
  if (typeof alt !== 'string' || alt === '')
    problems.push(`missing required field: alt_text [json-pointer:${at}]`);
  else if (alt.length > SLACK_LIMITS.altText)
    problems.push(`must be less than ${SLACK_LIMITS.altText + 1} characters [json-pointer:${at}/alt_text]`);
  if (block.title !== undefined)
    problems.push(...checkText(block.title, `${at}/title`, SLACK_LIMITS.imageTitle));
  const { id } = record(block.slack_file);
  if (typeof id !== 'string' || !/^F[A-Z0-9]{8,}$/.test(id))
    problems.push(`input must match regex pattern: ^[F][A-Z0-9]{8,}$ [json-pointer:${at}/slack_file/id]`);
  else if (!canShow(id)) problems.push(`invalid slack file [json-pointer:${at}/slack_file]`);
  return problems;
}

function checkText(value: unknown, at: string, limit: number): string[] {
  const { type, text } = record(value);
  if (type !== 'plain_text' && type !== 'mrkdwn') return [`unsupported text type [json-pointer:${at}]`];
  if (typeof text !== 'string' || text.length < 1)
    return [`must be more than 0 characters [json-pointer:${at}/text]`];
  return text.length > limit ? [`must be less than ${limit + 1} characters [json-pointer:${at}/text]`] : [];
}
