import type { Digest, LostStep } from '../../../digest/digest.js';
import { nameList } from '../../../digest/language/names.js';
import type { Words } from '../../../digest/language/words.js';
import type { Chart } from '../grid/chart.js';
import { columnCells, headerCell } from '../grid/grid-range.js';
import { tableName } from '../grid/names.js';
import { type PlainColumn, plainGrid } from '../grid/plain-grid.js';
import type { Grid, WorkbookSheet } from '../grid/sheet.js';
import { cellText, formatOf, typedCell } from '../grid/values.js';
import { HEADER_ROW, tableSheet } from './table-sheet.js';

/** Bots named before the rest are counted. */
const MAX_NAMES = 4;
/** Bars of the chart. */
const MAX_BARS = 10;
const COUNT = formatOf('count') ?? '';

/** All steps after which the bots did not understand, with a chart of those with most fallbacks. */
export function stepsSheet(
  digest: Digest,
  { name, words }: { readonly name: string; readonly words: Words },
): WorkbookSheet {
  const grid = plainGrid({ name: tableName(name), row: HEADER_ROW }, columnsOf(digest, words), digest.steps);
  const section = digest.sections.find(({ id }) => id === 'fallbacks');
  const empty = section?.emptyText ?? '';
  const note = digest.steps.length === 0 && empty !== '' ? empty : (section?.hint ?? '');
  return tableSheet(digest, {
    name,
    title: words.say('title.fallbacks'),
    grid,
    note: note === '' ? null : { text: cellText(note), style: 'note' },
    charts: chartOfSteps(digest, { sheet: name, grid, words }),
  });
}

function columnsOf({ bots, labels, comparison }: Digest, words: Words): readonly PlainColumn<LostStep>[] {
  const nameOf = (id: string) => bots.find((bot) => bot.id === id)?.name ?? id;
  const number = (
    id: 'uses' | 'fallbacks' | 'rate' | 'before' | 'share',
    label: string,
    more: Pick<PlainColumn<LostStep>, 'bars' | 'total'> = {},
  ): PlainColumn<LostStep> => {
    const type = id === 'uses' || id === 'fallbacks' ? 'count' : 'percent';
    return { id, label, align: 'end', ...more, cell: (step) => typedCell(step[id], type) };
  };
  return [
    {
      id: 'step',
      label: words.say('label.step'),
      align: 'start',
      cell: (step) => ({ value: cellText(step.name) }),
    },
    number('uses', words.say('label.uses')),
    number('fallbacks', words.say('label.fallbacks'), { total: COUNT }),
    number('rate', words.say('label.rate')),
    ...(comparison === null ? [] : [number('before', labels.previous)]),
    number('share', words.say('label.fallbackShare'), { bars: true }),
    {
      id: 'bots',
      label: words.say('label.bots'),
      align: 'start',
      cell: (step) => ({ value: cellText(nameList(step.bots.map(nameOf), MAX_NAMES, words)) }),
    },
  ];
}

function chartOfSteps(
  { sections, steps }: Digest,
  { sheet, grid, words }: { readonly sheet: string; readonly grid: Grid; readonly words: Words },
): readonly Chart[] {
  const place = grid.columns.findIndex(({ id }) => id === 'fallbacks');
  const section = sections.find(({ id }) => id === 'fallbacks');
  if (section?.emptyText !== null || !steps.some(({ fallbacks }) => fallbacks)) return [];
  const title = words.say('label.fallbacks');
  return [
    {
      id: 'steps',
      report: 'interactions',
      kind: 'bars',
      title,
      alt: section.alt,
      format: COUNT,
      categories: columnCells(sheet, grid, 0, MAX_BARS),
      series: [
        {
          role: 'current',
          hollow: [],
          strong: null,
          name: headerCell(sheet, grid, place),
          values: columnCells(sheet, grid, place, MAX_BARS),
        },
      ],
    },
  ];
}
