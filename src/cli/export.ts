import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type BotConfig,
  PERIODS,
  type Period,
  REPORTS,
  type ReportName,
  SOURCES,
  type Source,
} from '../config/config.js';
import { isDay } from '../lib/day.js';
import { UserError } from '../lib/errors.js';
import { writeWhole } from '../lib/files.js';
import { notThere, suggest } from '../lib/suggest.js';
import type { Artifact } from '../render/artifact.js';
import type { BucketSize } from '../schedule/bucket.js';
import { type CliContext, type CommonOptions, withApp } from './context.js';
import { currentMinute, parseInstant } from './instant.js';
import { withProgress } from './progress.js';
import { byteSize } from './table.js';

interface ExportOptions extends CommonOptions {
  readonly bot?: string;
  readonly report: ReportName;
  readonly period: Period;
  readonly dimension: BucketSize | 'auto';
  readonly source?: readonly Source[];
  readonly format: string;
  readonly at?: number;
  readonly output?: string;
}

const DIMENSIONS = ['auto', 'year', 'month', 'week', 'day', 'hour'] as const;
const FORMATS = ['pdf', 'xlsx', 'csv', 'json', 'png'] as const;

export function exportCommand(command: Command, context: CliContext): void {
  command
    .option('--bot <id>', 'which bot; may be left out where there is only one')
    .addOption(new Option('--report <report>', 'which report').choices(REPORTS).makeOptionMandatory())
    .option(
      '--period <period>',
      'a period of the configuration, or days: 2026-11-01..2026-11-20',
      parsePeriod,
      'last30days',
    )
    .addOption(
      new Option('--dimension <step>', 'the step of the time axis').choices(DIMENSIONS).default('auto'),
    )
    .addOption(new Option('--source <source...>', 'only these sources').choices(SOURCES))
    .addOption(new Option('--format <format>', 'the form').choices(FORMATS).makeOptionMandatory())
    .option('--at <instant>', 'resolve the period at this ISO instant (default: now)', parseInstant)
    .option('-o, --output <file>', 'where to write it (default: stdout)')
    .addHelpText(
      'after',
      `
Periods: ${PERIODS.join(', ')}

Examples:
  botdigest export --bot support --report conversations --format csv
  botdigest export --bot support --report heatmap --period lastMonth --format png -o busy.png
  botdigest export --bot sales --report messages --period 2026-11-01..2026-11-20 --dimension week --format xlsx -o week.xlsx
`,
    )
    .action(async () => {
      const options = command.optsWithGlobals<ExportOptions>();
      refuseBytesOnTerminal(context, options);
      await withApp(context, options.config, async (app) => {
        const { report, period, dimension, format } = options;
        const request = {
          bot: chooseBot(app.config.bots, options.bot),
          report,
          period,
          dimension,
          sources: options.source ?? null,
          format: { kind: format, options: app.formatDefaults(format) },
          at: options.at ?? currentMinute(context.clock.now()),
        };
        const file = await withProgress(
          context.terminal,
          `Exporting ${report} of ${request.bot.id}`,
          (onFetch) => app.export(request, { signal: context.signal, onFetch }),
        );
        await put(context, file, options.output);
      });
    });
}

function refuseBytesOnTerminal({ terminal }: CliContext, { format, output }: ExportOptions): void {
  if (output !== undefined || !terminal.stdout.isTTY || format === 'csv' || format === 'json') return;
  const message = `A ${format} file is not for a terminal; name a file with -o, or send stdout to one.`;
  throw new UserError('usage', message, { exitCode: 2 });
}

function chooseBot(bots: ReadonlyMap<string, BotConfig>, id: string | undefined): BotConfig {
  const known = [...bots.keys()];
  const [first = ''] = known;
  if (id === undefined && known.length > 1) {
    throw new UserError('usage', `Say which bot with --bot: ${known.join(', ')}.`, { exitCode: 2 });
  }
  const bot = bots.get(id ?? first);
  if (!bot) throw notThere('bot', id ?? first, known);
  return bot;
}

async function put({ terminal }: CliContext, file: Artifact, output: string | undefined): Promise<void> {
  if (output === undefined) {
    await new Promise<void>((resolve) => terminal.stdout.write(file.bytes, () => resolve()));
    return;
  }
  await writeWhole(output, file.bytes);
  terminal.stderr.write(`Wrote ${output}, ${byteSize(file.bytes.length)}.\n`);
}

function parsePeriod(text: string): Period {
  const named = PERIODS.find((name) => name === text);
  if (named) return named;
  const [from = '', to = '', ...rest] = text.split('..');
  if (rest.length === 0 && isDay(from) && isDay(to) && from <= to) return { from, to };
  const near = suggest(text, PERIODS);
  throw new InvalidArgumentError(
    `${near ? `Did you mean ${near}? ` : ''}Give a period, or two days in order: 2026-11-01..2026-11-20.`,
  );
}
