import type { RunFile } from '../../run/commands/preview-run.js';

/** What a run made, as the console shows it. */
export const TABS = [
  ['', 'What happened'],
  ['mail', 'Mail'],
  ['pdf', 'PDF'],
  ['workbook', 'Workbook'],
  ['slack', 'Slack'],
  ['data', 'Data'],
] as const;

export type Tab = (typeof TABS)[number][0];

export const tabNamed = (word: string): Tab => TABS.find(([tab]) => tab === word)?.[0] ?? '';

/** The file that each tab shows, by its name in a preview. */
export const TAB_FILES: Readonly<Record<Exclude<Tab, ''>, string>> = {
  mail: 'digest.html',
  pdf: 'digest.pdf',
  workbook: 'digest.xlsx',
  slack: 'slack.json',
  data: 'digest.json',
};

/** Files of that name, one for each form of the digest; names of forms stand before a slash. */
export const filesNamed = (files: readonly RunFile[], name: string): readonly RunFile[] =>
  files.filter((file) => file.name === name || file.name.endsWith(`/${name}`));

/** What a browser may do with a file that it shows; null for one that is saved. Nothing of it runs. */
export function shownPolicy(type: string): string | null {
  if (type.startsWith('text/html'))
    return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";
  if (type === 'application/pdf') return "frame-ancestors 'self'";
  const plain = /^(text\/plain|application\/json|image\/png)/.test(type);
  return plain ? "default-src 'none'; sandbox; frame-ancestors 'self'" : null;
}
