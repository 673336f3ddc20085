import { fillTemplate, templateFault } from '../../../render/template.js';
import { sampleMails } from './sample.js';
import { figureLines, tableLines, wrapText } from './text.js';
import type { MailView } from './view.js';

type Source = (name: 'email.html' | 'email.txt.liquid') => string;

export function mailHtml(template: Source, view: MailView): string {
  return fillTemplate({ file: 'email.html', source: template('email.html') }, 'html', view);
}

export function mailText(template: Source, view: MailView): string {
  const file = 'email.txt.liquid';
  return wrapText(fillTemplate({ file, source: template(file) }, 'text', textView(view)));
}

/** What is wrong with a source of the HTML part, or null. */
export const htmlFault = (source: string) => templateFault(source, 'html', sampleMails);

/** What is wrong with a source of the text part, or null. */
export const textFault = (source: string) => templateFault(source, 'text', sampleMails.map(textView));

const textView = (view: MailView) => ({
  ...view,
  tables: view.tables.map((table) => ({ ...table, lines: tableLines(table) })),
  figureLines: figureLines(view.figures),
});
