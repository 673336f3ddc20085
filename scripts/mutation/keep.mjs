// Puts a report of Stryker by those that are kept: node keep.mjs <mutation.json> <kept.json>. Files that it does not hold keep what was found before.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [, , from, to] = process.argv;
const filesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).files;
const files = { ...(existsSync(to) && filesOf(to)), ...filesOf(from) };
const sorted = Object.entries(files).toSorted(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(to, JSON.stringify({ files: Object.fromEntries(sorted) }));
