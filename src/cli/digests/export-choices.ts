import { extname } from 'node:path';
import { UserError } from '../../lib/errors.js';
import { formatRenderers } from '../../render/registry.js';
import type { BucketSize } from '../../schedule/bucket.js';
import type { ReportName, Source } from '../../vocabulary/chatbot.js';

export const DIMENSIONS = ['auto', 'year', 'month', 'week', 'day', 'hour'] as const;
export const FORMATS: readonly string[] = [...formatRenderers.keys()];

type Dimension = BucketSize | 'auto';

/** The steps available for reports that do not have all of them. */
const STEPS: Partial<Record<ReportName, { readonly steps: readonly Dimension[]; readonly why: string }>> = {
  heatmap: { steps: [], why: 'a heatmap has weekdays and hours instead of a time axis' },
  interactions: { steps: [], why: 'interactions are counted over the whole period' },
  average: { steps: ['year', 'month', 'day'], why: 'the API averages by the day, month or year' },
};

interface Choice {
  readonly report: ReportName;
  readonly dimension: Dimension;
  readonly source?: readonly Source[];
}

/** Throws a UserError for options that the report does not support. */
export function refuseMeaningless({ report, dimension, source }: Choice): void {
  const limited = STEPS[report];
  if (limited && dimension !== 'auto' && !limited.steps.includes(dimension)) {
    const instead =
      limited.steps.length > 0 ? `Use one of ${limited.steps.join(', ')}.` : 'Leave --dimension out.';
    throw refused(`--dimension ${dimension} does not apply to ${report}: ${limited.why}. ${instead}`);
  }
  if (report === 'interactions' && source !== undefined)
    throw refused(
      '--source does not apply to interactions: the API counts them over all sources. Leave --source out.',
    );
}

/** The format given by `--format` or by the file name. */
export function formatFor(format: string | undefined, output: string | undefined): string {
  const implied = FORMATS.find((known) => extname(output ?? '').toLowerCase() === `.${known}`);
  if (format !== undefined && implied !== undefined && format !== implied)
    throw refused(
      `--format ${format} contradicts -o ${output}: leave --format out, or name a .${format} file.`,
    );
  const chosen = format ?? implied;
  if (chosen !== undefined) return chosen;
  const names = FORMATS.join(', ');
  if (output === undefined || output === STDOUT)
    throw refused(
      `Give the format with --format (${names}), or a file name that implies it: -o report.xlsx.`,
    );
  throw refused(
    `The file name ${output} implies no format: add --format (${names}), or use a name such as report.xlsx.`,
  );
}

/** The value of `-o` for stdout. */
export const STDOUT = '-';

const refused = (message: string) => new UserError('usage', message, { exitCode: 2 });
