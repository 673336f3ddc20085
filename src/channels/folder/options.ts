import { normalize } from 'node:path';
import { z } from 'zod';
import type { ReaderKey } from '../../config/channel-rules.js';
import { expandHome } from '../../config/values/file-path.js';
import { filePath } from '../../config/values/leaf.js';

/** The options of `deliver: [{ folder: … }]`. */
export const folderOptions = z.strictObject({
  path: filePath().describe('A folder, relative to this file; ~/ is the home folder.'),
});

/** `./exports`, `exports` and `exports/` are one folder. */
export const folderReaders: ReaderKey = {
  key: 'path',
  identity: (path) => normalize(expandHome(path)).replace(/[\\/]+$/, ''),
};

export type FolderOptions = z.infer<typeof folderOptions>;
