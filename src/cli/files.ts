import { join, resolve, sep } from 'node:path';
import { UserError } from '../lib/errors.js';
import { writeWhole } from '../lib/files.js';
import type { Artifact } from '../render/artifact.js';

/** Writes every file below `folder`, each whole or not at all. */
export async function writeFiles(folder: string, files: readonly Artifact[]): Promise<void> {
  const root = resolve(folder);
  for (const file of files) {
    const path = join(root, file.name);
    if (!path.startsWith(root + sep))
      throw new UserError('unsafe-name', `"${file.name}" would leave ${folder}.`);
    await writeWhole(path, file.bytes);
  }
}
