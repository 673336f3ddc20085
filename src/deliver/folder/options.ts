import { z } from 'zod';

/** The options of `deliver: [{ folder: … }]`. */
export const folderOptions = z.strictObject({
  /** Relative to the configuration file. */
  path: z
    .string()
    .min(1, 'needs a folder')
    .refine((path) => !path.includes('\0'), 'is not a path'),
});

export type FolderOptions = z.infer<typeof folderOptions>;
