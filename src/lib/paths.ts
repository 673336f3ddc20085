import { fileURLToPath } from 'node:url';

/** A file of the installed package, from source or from the built tree. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
