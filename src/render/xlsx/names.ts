const SHEET_LIMIT = 31;

/** Names sheets as Excel allows them: no `[]:*?/\`, no outer apostrophe, 31 characters, unique whatever the case. */
export function sheetNames(wanted: readonly string[]): string[] {
  return unique(wanted.map(sheetName), (name, suffix) => name.slice(0, SHEET_LIMIT - suffix.length) + suffix);
}

/** A table name for each sheet name: letters, digits and `_`, and never the address of a cell. */
export function tableName(sheet: string): string {
  return `${sheet.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_')}_data`;
}

/** Headers of one table, on one line, none empty and none twice, as Excel demands. */
export function headers(wanted: readonly string[]): string[] {
  const filled = wanted.map(
    (text, index) => text.replace(/\s+/g, ' ').trim().slice(0, 200) || `Column ${index + 1}`,
  );
  return unique(filled, (name, suffix) => name + suffix);
}

function sheetName(wanted: string): string {
  const clean = wanted
    .replace(/[[\]:*?/\\\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, SHEET_LIMIT)
    .replace(/^'+|'+$/g, '');
  return clean === '' || /^history$/i.test(clean) ? 'Sheet' : clean;
}

function unique(names: readonly string[], join: (name: string, suffix: string) => string): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let count = 2; taken.has(candidate.toLowerCase()); count++) candidate = join(name, ` ${count}`);
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}
