import { normalize } from 'node:path';
import { z } from 'zod';
import type { ReaderKey } from '../../config/schema/plugins.js';

/** The options of `deliver: [{ folder: … }]`. */
export const folderOptions = z.strictObject({
  /** Relative to the configuration file. */
  path: z
    .string()
    .min(1, 'needs a folder')
    .refine((path) => !path.includes('\0'), 'is not a path'),
});

/** `./exports`, `exports` and `exports/` are one folder. */
export const folderReaders: ReaderKey = {
  key: 'path',
  identity: (path) => normalize(path).replace(/[\\/]+$/, ''),
};

export type FolderOptions = z.infer<typeof folderOptions>;
