import type { ReportName } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import { words } from '../words.js';
import { aboutSheet } from './about-sheet.js';
import { unique } from './names.js';
import { reportSheet } from './report-sheet.js';
import type { Sheet } from './sheet.js';
import { summarySheet } from './summary-sheet.js';

/** What other workbooks may refer to, so they stay the same in every language. */
const REPORT_SHEETS = {
  conversations: 'Conversations',
  paid: 'Paid',
  messages: 'Messages',
  average: 'Average',
  heatmap: 'Heatmap',
  interactions: 'Interactions',
} as const satisfies Record<ReportName, string>;

/** Lays a digest out as the sheets of a workbook: summary, one a report, about. */
export function workbookSheets(digest: Digest): Sheet[] {
  const [summary = '', about = '', ...reports] = unique([
    words.summary,
    words.about,
    ...digest.tables.map(({ report }) => REPORT_SHEETS[report]),
  ]);
  return [
    summarySheet(digest, summary),
    ...digest.tables.map((table, index) => reportSheet(digest, table, reports[index] ?? table.report)),
    aboutSheet(digest, about),
  ];
}
