/** Slack's documented limits of a message's layout; returns what Slack would complain about. */
export function blockProblems(blocks: unknown, canShow: (fileId: string) => boolean): string[] {
  if (!Array.isArray(blocks)) return ['blocks is no array'];
  const problems = blocks.length > 50 ? ['no more than 50 items allowed [json-pointer:/blocks]'] : [];
  return [
    ...problems,
    ...blocks.flatMap((block, index) => checkBlock(record(block), `/blocks/${index}`, canShow)),
  ];
}

type Loose = Readonly<Record<string, unknown>>;
const record = (value: unknown): Loose =>
  value !== null && typeof value === 'object' ? (value as Loose) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function checkBlock(block: Loose, at: string, canShow: (fileId: string) => boolean): string[] {
  switch (block.type) {
    case 'header':
      return checkText(block.text, `${at}/text`, 150);
    case 'section':
      return checkSection(block, at);
    case 'context':
      return checkContext(block, at);
    case 'image':
      return checkImage(block, at, canShow);
    case 'divider':
    case 'rich_text':
      return [];
    default:
      return [`unsupported type: ${String(block.type)} [json-pointer:${at}]`];
  }
}

function checkSection(block: Loose, at: string): string[] {
  const fields = list(block.fields);
  const problems = fields.flatMap((field, index) => checkText(field, `${at}/fields/${index}`, 2000));
  if (fields.length > 10) problems.push(`no more than 10 items allowed [json-pointer:${at}/fields]`);
  if (block.text === undefined && fields.length === 0)
    problems.push(`missing required field: text [json-pointer:${at}]`);
  return block.text === undefined ? problems : [...problems, ...checkText(block.text, `${at}/text`, 3000)];
}

function checkContext(block: Loose, at: string): string[] {
  const elements = list(block.elements);
  const texts = elements.flatMap((element, index) => checkText(element, `${at}/elements/${index}`, 2000));
  return elements.length < 1 || elements.length > 10
    ? [...texts, `must have 1 to 10 items [json-pointer:${at}/elements]`]
    : texts;
}

function checkImage(block: Loose, at: string, canShow: (fileId: string) => boolean): string[] {
  const alt = block.alt_text;
  const problems: string[] = [];
  if (typeof alt !== 'string' || alt === '')
    problems.push(`missing required field: alt_text [json-pointer:${at}]`);
  else if (alt.length > 2000)
    problems.push(`must be less than 2001 characters [json-pointer:${at}/alt_text]`);
  if (block.title !== undefined) problems.push(...checkText(block.title, `${at}/title`, 2000));
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
