import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { classifyAnswer, detailOf } from '../../channels/folder/answers.js';
import { UserError } from '../../lib/errors.js';
import { makeManagedFolder, writeAtomic, writeThrough } from '../../lib/system/files.js';
import type { Artifact } from '../../render/artifact.js';

/** Writes files below `folder`, each atomically; symbolic links below it are not followed. */
export async function writeFiles(
  folder: string,
  files: readonly Pick<Artifact, 'name' | 'bytes'>[],
): Promise<void> {
  const root = resolve(folder);
  for (const file of files) {
    const path = join(root, file.name);
    if (!path.startsWith(root + sep))
      throw new UserError('unsafe-name', `"${file.name}" would leave ${folder}.`);
    const below = relative(root, dirname(path)).split(sep).filter(Boolean);
    await explainFailure(path, async () => {
      const place = await makeManagedFolder({ root, below });
      await writeAtomic(join(place, basename(path)), file.bytes);
    });
  }
}

/** Writes to a path given by the user, which may be a link, a device or a pipe. */
export const writeNamed = (path: string, bytes: string | Uint8Array): Promise<void> =>
  explainFailure(path, () => writeThrough(path, bytes));

async function explainFailure(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const { says, hint } = classifyAnswer(error);
    const message = `${path} ${says}: ${detailOf(error)}. ${hint}`.trim();
    throw new UserError('cannot-write', message, { cause: error });
  }
}
