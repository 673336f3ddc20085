import type { ReportName } from '../../vocabulary/chatbot.js';
import type { Context } from '../context.js';
import type { ReportTable } from '../digest.js';
import { heatmapTable } from './heatmap-table.js';
import { interactionsTable } from './interactions-table.js';
import { averageTable, seriesTable } from './series-table.js';

const TABLES: Readonly<Record<ReportName, (context: Context) => ReportTable>> = {
  conversations: (context) => seriesTable(context, 'conversations'),
  paid: (context) => seriesTable(context, 'paid'),
  messages: (context) => seriesTable(context, 'messages'),
  average: averageTable,
  heatmap: heatmapTable,
  interactions: interactionsTable,
};

/** The full figures, one table for each report, in the order of the configuration. */
export function tablesOf(context: Context): readonly ReportTable[] {
  return context.config.reports.names.map((report) => TABLES[report](context));
}
