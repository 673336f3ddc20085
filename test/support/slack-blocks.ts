/**
 * Slack's limits of a message's layout, in UTF-16 units and pieces. `whole` is of all blocks but tables as JSON: not documented,
 * and the least at which Slack was seen to refuse a message. Where sources differ (series, rows and characters of tables, tables a message), it
 * is the least that any of them names.
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
  charts: 2,
  chartTitle: 50,
  chartSeries: 6,
  chartPoints: 20,
  chartLabel: 20,
  axisLabel: 50,
  tables: 1,
  tableRows: 100,
  tableColumns: 20,
  tableCharacters: 10_000,
  pageSize: 100,
} as const;

/** A workspace that knows charts and tables, or one that Slack has not given them. */
export type BlockKit = 'native' | 'plain';

/** What Slack would complain about in a message's blocks. */
export function blockProblems(
  blocks: unknown,
  canShow: (fileId: string) => boolean,
  kit: BlockKit = 'native',
): string[] {
  if (!Array.isArray(blocks)) return ['blocks is no array'];
  const problems = blocks.flatMap((block, index) => {
    const at = `/blocks/${index}`;
    const { type } = record(block);
    return kit === 'plain' && (type === 'data_visualization' || type === 'data_table')
      ? [unsupported(type, at)]
      : checkBlock(record(block), at, canShow);
  });
  const ofType = (wanted: string) => blocks.filter((block) => record(block).type === wanted).length;
  if (blocks.length > SLACK_LIMITS.blocks) problems.push(tooMany(SLACK_LIMITS.blocks, '/blocks'));
  if (ofType('data_visualization') > SLACK_LIMITS.charts)
    problems.push(`no more than ${SLACK_LIMITS.charts} data_visualization blocks [json-pointer:/blocks]`);
  if (ofType('data_table') > SLACK_LIMITS.tables) problems.push('only_one_table_allowed');
  const measured = blocks.filter((block) => record(block).type !== 'data_table');
  if (JSON.stringify(measured).length > SLACK_LIMITS.whole) problems.push('msg_blocks_too_long');
  return problems;
}

const unsupported = (type: unknown, at: string) => `unsupported type: ${String(type)} [json-pointer:${at}]`;
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
    case 'data_visualization':
      return checkChart(block, at);
    case 'data_table':
      return checkTable(block, at);
    default:
      return [unsupported(block.type, at)];
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
    if (type !== 'rich_text_section') return [unsupported(type, at)];
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

/** Bars and lines only: nothing else is sent. */
function checkChart(block: Loose, at: string): string[] {
  const chart = record(block.chart);
  const axis = record(chart.axis_config);
  const series = list(chart.series).map(record);
  const categories = list(axis.categories);
  const names = series.map(({ name }) => name);
  return [
    ...checkString(block.title, `${at}/title`, SLACK_LIMITS.chartTitle),
    ...(chart.type === 'bar' || chart.type === 'line' ? [] : [unsupported(chart.type, `${at}/chart`)]),
    ...checkCount(series, `${at}/chart/series`, SLACK_LIMITS.chartSeries),
    ...checkCount(categories, `${at}/chart/axis_config/categories`, SLACK_LIMITS.chartPoints),
    ...checkLabels(categories, `${at}/chart/axis_config/categories`),
    ...checkLabels(names, `${at}/chart/series`),
    ...(axis.y_label === undefined
      ? []
      : checkString(axis.y_label, `${at}/chart/axis_config/y_label`, SLACK_LIMITS.axisLabel)),
    ...series.flatMap(({ data }, index) => checkData(list(data), categories, `${at}/chart/series/${index}`)),
  ];
}

/** Not empty, not too long, and different from each other. */
function checkLabels(labels: readonly unknown[], at: string): string[] {
  const distinct = new Set(labels).size === labels.length ? [] : [`must be unique [json-pointer:${at}]`];
  return [...distinct, ...labels.flatMap((label) => checkString(label, at, SLACK_LIMITS.chartLabel))];
}

function checkData(data: readonly unknown[], categories: readonly unknown[], at: string): string[] {
  const points = data.map(record);
  const matching =
    points.length === categories.length && points.every(({ label }, index) => label === categories[index]);
  const finite = points.every(({ value }) => typeof value === 'number' && Number.isFinite(value));
  return [
    ...(matching ? [] : [`data labels must match categories [json-pointer:${at}/data]`]),
    ...(finite ? [] : [`value must be a number [json-pointer:${at}/data]`]),
  ];
}

function checkTable(block: Loose, at: string): string[] {
  const rows = list(block.rows).map(list);
  const [heading = [], ...rest] = rows;
  const { page_size: page = 5 } = block;
  const problems = rows.flatMap((row, index) =>
    row.flatMap((cell, place) => checkCell(record(cell), `${at}/rows/${index}/${place}`)),
  );
  if (rest.length < 1) problems.push(`must have 2 items or more [json-pointer:${at}/rows]`);
  if (rest.length > SLACK_LIMITS.tableRows) problems.push(tooMany(SLACK_LIMITS.tableRows + 1, `${at}/rows`));
  if (rows.some((row) => row.length !== heading.length))
    problems.push(`all rows must have the same number of cells [json-pointer:${at}/rows]`);
  if (heading.some((cell) => record(cell).type === 'rich_text'))
    problems.push(`rich_text in a heading [json-pointer:${at}/rows/0]`);
  if (typeof page !== 'number' || !(page >= 1 && page <= SLACK_LIMITS.pageSize))
    problems.push(`must be 1 to ${SLACK_LIMITS.pageSize} [json-pointer:${at}/page_size]`);
  const characters = rows.flat().reduce<number>((sum, cell) => sum + textOf(record(cell)).length, 0);
  if (characters > SLACK_LIMITS.tableCharacters)
    problems.push(`more than ${SLACK_LIMITS.tableCharacters} characters [json-pointer:${at}/rows]`);
  return [
    ...checkCount(heading, `${at}/rows/0`, SLACK_LIMITS.tableColumns),
    ...checkString(block.caption, `${at}/caption`, Number.POSITIVE_INFINITY),
    ...problems,
  ];
}

function checkCell(cell: Loose, at: string): string[] {
  if (cell.type === 'rich_text') return checkRichText(cell, at);
  if (cell.type === 'raw_number' && !(typeof cell.value === 'number' && Number.isFinite(cell.value)))
    return [`value must be a number [json-pointer:${at}/value]`];
  return cell.type === 'raw_text' || cell.type === 'raw_number'
    ? checkString(cell.text, `${at}/text`, Number.POSITIVE_INFINITY)
    : [unsupported(cell.type, at)];
}

const textOf = ({ text, elements }: Loose): string =>
  typeof text === 'string'
    ? text
    : list(elements)
        .map((element) => textOf(record(element)))
        .join('');

function checkCount(items: readonly unknown[], at: string, most: number): string[] {
  if (items.length < 1) return [`must have 1 item or more [json-pointer:${at}]`];
  return items.length > most ? [tooMany(most, at)] : [];
}

function checkString(text: unknown, at: string, limit: number): string[] {
  if (typeof text !== 'string' || text === '') return [`must be more than 0 characters [json-pointer:${at}]`];
  return text.length > limit ? [`must be less than ${limit + 1} characters [json-pointer:${at}]`] : [];
}
