import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file in the package, whether run from source or from dist/. */
export function packageFile(path: string): string {
  return join(ROOT, path);
}

const ROOT = packageRoot(dirname(fileURLToPath(import.meta.url)));

/** The nearest parent folder with a package.json; source and built files are at different depths below it. */
function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}
