import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const GOLDEN = fileURLToPath(new URL('../golden/', import.meta.url));

export interface GoldenOptions {
  /** Where the golden files are. */
  readonly folder: string;
  /** Whether what is made now becomes golden. */
  readonly accept: boolean;
}

const usual: GoldenOptions = { folder: GOLDEN, accept: process.env.UPDATE_GOLDEN === '1' };

/**
 * Holds a text against the golden file `name` (`email/weekly.txt`). One that differs is left beside it as
 * `email/weekly.new.txt`, which git does not see, and the error names both.
 */
export function expectGolden(actual: string, name: string, { folder, accept }: GoldenOptions = usual): void {
  const file = join(folder, name);
  const beside = file.replace(/(\.\w+)$/, '.new$1');
  const golden = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (golden === actual || accept) {
    rmSync(beside, { force: true });
    if (golden !== actual) write(file, actual);
    return;
  }
  write(beside, actual);
  throw new Error(
    [
      golden === null ? `There is no golden file ${shown(file)} yet.` : firstDifference(golden, actual, file),
      `What was made stands in ${shown(beside)}; to accept it: UPDATE_GOLDEN=1 npx vitest run <test file>`,
    ].join('\n'),
  );
}

const shown = (file: string) => relative(process.cwd(), file);

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function firstDifference(golden: string, actual: string, file: string): string {
  const [before, after] = [golden.split('\n'), actual.split('\n')];
  const line = before.findIndex((text, index) => text !== after[index]);
  const at = line === -1 ? before.length : line;
  return [
    `${shown(file)}:${at + 1} differs.`,
    `  golden: ${before[at] ?? '(end of file)'}`,
    `  now:    ${after[at] ?? '(end of file)'}`,
  ].join('\n');
}
