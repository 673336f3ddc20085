import { oneLine, shortened } from '../../line.js';

const MAX_HEADER_LENGTH = 200;

/** Makes names unique by appending a number; Excel ignores case. */
export function unique(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let count = 2; taken.has(candidate.toLowerCase()); count++) candidate = `${name} ${count}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}

const MAX_SHEET_NAME_LENGTH = 28;

/** A valid sheet name: without characters that Excel forbids, and short enough to append a number. */
export function sheetName(word: string): string {
  const clean = oneLine(word)
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim();
  return shortened(clean, MAX_SHEET_NAME_LENGTH) || 'Sheet';
}

/** A table name for a sheet name: letters, digits and `_`, and never the address of a cell. */
export function tableName(sheet: string): string {
  return `${sheet.replace(/\W+/g, '_')}_data`;
}

/** Valid headers of one table: single-line, non-empty and unique, as Excel requires. */
export function headers(wanted: readonly string[]): string[] {
  const lines = wanted.map((text) => shortened(text.replace(/\s+/g, ' ').trim(), MAX_HEADER_LENGTH));
  return unique(lines.map((line, index) => line || `Column ${index + 1}`));
}
