import { readFileSync, writeFileSync } from 'node:fs';

const PAGE = new URL('../../docs/proof.md', import.meta.url);

/** Replaces what stands between the two markers of a name in docs/proof.md. @param {string} name @param {string} text */
export function writeBetween(name, text) {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`docs/proof.md has no markers ${begin} … ${end}`);
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${page.slice(to)}`);
}

/** What stands between them. @param {string} name */
export const readBetween = (name) =>
  readFileSync(PAGE, 'utf8').split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? '';

/** A table of Markdown, with numbers to the right. @param {readonly string[]} head @param {readonly (readonly (string | number)[])[]} rows */
export function table(head, rows) {
  const isNumber = (/** @type {number} */ column) =>
    rows.every((row) => /^[\d/–]*$/.test(String(row[column])));
  const line = head.map((_, column) => (isNumber(column) ? '---:' : '---'));
  return [head, line, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
