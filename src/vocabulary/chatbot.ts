/** The reports of the ChatBot.com Reports API, under the names of the configuration. */
export const REPORTS = ['conversations', 'paid', 'messages', 'average', 'heatmap', 'interactions'] as const;
export type ReportName = (typeof REPORTS)[number];

/** The API's values of `source`: the channels through which a bot is reached. */
export const SOURCES = ['messenger', 'livechat', 'livechat3', 'slack', 'widget', 'app', 'custom'] as const;
export type Source = (typeof SOURCES)[number];

/** The API's values of `period`. */
export const API_PERIODS = [
  'today',
  'yesterday',
  'last7days',
  'last30days',
  'thisMonth',
  'lastMonth',
  'last3Months',
  'thisYear',
  'lastYear',
] as const;
