import type { ZodType } from 'zod';
import type { ReaderKey } from '../config/schema/plugins.js';
import { emailOptions, emailReaders } from './email/options.js';
import { folderOptions, folderReaders } from './folder/options.js';
import { slackOptions, slackReaders } from './slack/options.js';

/** Every word of `deliver:` with the schema of its options, for checking a configuration. */
export const delivererOptions = {
  email: emailOptions,
  slack: slackOptions,
  folder: folderOptions,
} as const satisfies Record<string, ZodType>;

export type DelivererKind = keyof typeof delivererOptions;

/** Where these options name readers, for finding one that is named twice. */
export const delivererReaders: Readonly<Record<DelivererKind, ReaderKey>> = {
  email: emailReaders,
  slack: slackReaders,
  folder: folderReaders,
};
