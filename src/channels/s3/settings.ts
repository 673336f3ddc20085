import { type SettingsBlock, settingsBlock } from '../../config/channel-rules.js';
import { entryIssues } from './entry-issues.js';
import { type S3Options, s3Options, s3Secrets } from './options.js';

/** The `s3:` block: what entries leave out. */
export const s3Settings: SettingsBlock<S3Options> = settingsBlock({
  schema: s3Options.describe('What the entries for S3 leave out: the same keys, all optional.'),
  secrets: s3Secrets.keys,
  issues: () => [],
  entryIssues,
  warnings: () => [],
  resolve: s3Secrets.resolve,
});
