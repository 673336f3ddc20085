import { describe, expect, test } from 'vitest';
import type { TableBlock, TableBlockCell } from '../../../../../src/channels/slack/body/blocks.js';
import { dataTable } from '../../../../../src/channels/slack/body/data-table.js';
import { slackLayout } from '../../../../../src/channels/slack/body/layout-context.js';
import { NO_NATIVES } from '../../../../../src/channels/slack/body/natives.js';
import type { TableSection } from '../../../../../src/digest/digest.js';
import { createLanguage } from '../../../../../src/digest/language/words.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { HOSTILE } from '../../../../support/sample-variants.js';
import { blockProblems } from '../../../../support/slack-blocks.js';

const { words } = createLanguage('en-GB', 'UTC');
const parts = { style: 'full', illustrations: [], natives: NO_NATIVES, attachments: [], words } as const;
const layout = slackLayout(parts, 1);

const bots = sampleDigest().sections.find(({ id }) => id === 'by-bot') as TableSection;

/** As many bots, each of that name. */
const ofBots = (count: number, name: (index: number) => string): TableSection => ({
  ...bots,
  rows: Array.from({ length: count }, (_, index) => {
    const [, ...figures] = bots.rows[index % 2] ?? [];
    return [{ value: name(index), text: name(index) }, ...figures];
  }),
});

function taken(section: TableSection) {
  const blocks = dataTable(section, layout);
  expect(blockProblems(blocks, () => false)).toEqual([]);
  const [table, ...after] = blocks;
  return { table: table as TableBlock | undefined, after: JSON.stringify(after) };
}

const textsOf = (row: readonly TableBlockCell[] = []) =>
  row.map((cell) => (cell.type === 'rich_text' ? cell.elements : cell.text));

test('the bots stand in a table that sorts numbers as numbers and shows them as the digest writes them', () => {
  const { table, after } = taken(bots);
  expect(table).toMatchObject({ caption: bots.title, page_size: 10 });
  expect(table?.rows.map(textsOf)).toEqual([
    ['Bot', 'Conversations', 'Change', 'Fallback', 'Points', 'Worst step'],
    ['◆ Sales bot', '612', '▲ 27.2%', '10.0%', '▲ 3.1 points', 'Track my order'],
    ['Support bot', '1,122', 'about as usual', '8.0%', 'about as usual', 'Track my order'],
  ]);
  expect(table?.rows[1]?.[1]).toEqual({ type: 'raw_number', value: 612, text: '612' });
  expect(table?.rows[2]?.map(({ type }) => type)).toEqual([
    'raw_text',
    ...Array(4).fill('raw_number'),
    'raw_text',
  ]);
  expect(after).toBe('[]');
});

test('a figure that is missing is its word or a dash, never a number', () => {
  const [row = []] = bots.rows;
  const gaps = row.map((cell, place) => {
    if (bots.columns[place]?.id === 'value') return { value: null, text: 'no answer' };
    return bots.columns[place]?.id === 'fallbackRate' ? { value: null, text: '' } : cell;
  });
  const { table } = taken({ ...bots, rows: [gaps] });
  expect(table?.rows[1]?.[1]).toEqual({ type: 'raw_text', text: 'no answer' });
  expect(table?.rows[1]?.[3]).toEqual({ type: 'raw_text', text: '–' });
});

test.each([
  ['https://example.com/bots/1', 'rich_text'],
  ['javascript:alert(1)', 'raw_text'],
])('a name of the address %s is a cell of %s', (link, type) => {
  const [[name, ...figures] = []] = bots.rows;
  if (!name) throw new Error('The sample has no bot.');
  const { table } = taken({ ...bots, rows: [[{ ...name, link }, ...figures]] });
  expect(table?.rows[1]?.[0]?.type).toBe(type);
  expect(JSON.stringify(table).includes('https://example.com')).toBe(type === 'rich_text');
  expect(JSON.stringify(table)).not.toContain('javascript');
});

describe('a table of', () => {
  test('50 bots has them all', () => {
    const { table, after } = taken(ofBots(50, (index) => `Bot number ${index}`));
    expect(table?.rows).toHaveLength(51);
    expect(after).toBe('[]');
  });

  test('200 bots ends with the hundredth, and says how many more there are', () => {
    const { table, after } = taken(ofBots(200, (index) => `Bot ${index}`));
    expect(table?.rows).toHaveLength(101);
    expect(after).toContain('… 100 more');
  });

  test('names of 500 characters ends where Slack’s limit of characters does', () => {
    const { table, after } = taken(ofBots(100, (index) => `${index} ${'long name '.repeat(50)}`));
    const rows = (table?.rows.length ?? 0) - 1;
    expect(rows).toBeGreaterThan(50);
    expect(rows).toBeLessThan(100);
    expect(after).toContain(`… ${100 - rows} more`);
  });

  test('no rows is not shown', () => {
    expect(dataTable({ ...bots, rows: [] }, layout)).toEqual([]);
  });

  test.each(HOSTILE.map((text, index) => [index, text] as const))(
    'hostile names %i is taken',
    (_index, text) => {
      const named = ofBots(3, () => text);
      const { table } = taken({
        ...named,
        title: text,
        columns: named.columns.map((column) => ({ ...column, label: text })),
      });
      expect(table?.rows).toHaveLength(4);
    },
  );
});
