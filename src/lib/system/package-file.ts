import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the installed package, from source or from the built tree. */
export function packageFile(path: string): string {
  return join(ROOT, path);
}

const ROOT = above(dirname(fileURLToPath(import.meta.url)));

/** The nearest folder with a package.json: source and built files lie at different depths below it. */
function above(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : above(dirname(folder));
}
