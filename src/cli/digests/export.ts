import { type Command, InvalidArgumentError, Option } from 'commander';
import { type BotConfig, PERIODS, type Period } from '../../config/config.js';
import { UserError } from '../../lib/errors.js';
import { notThere, suggest } from '../../lib/text/suggest.js';
import { isDay } from '../../lib/time/day.js';
import type { Artifact } from '../../render/artifact.js';
import type { BucketSize } from '../../schedule/bucket.js';
import type { Moment } from '../../schedule/moment.js';
import { REPORTS, type ReportName, SOURCES, type Source } from '../../vocabulary/chatbot.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { instantFor, parseMoment } from '../instant.js';
import { writeNamed } from '../terminal/files.js';
import { withProgress } from '../terminal/progress.js';
import { byteSize } from '../terminal/table.js';
import { DIMENSIONS, FORMATS, formatFor, refuseMeaningless, STDOUT } from './export-choices.js';

interface ExportOptions extends CommonOptions {
  readonly bot?: string;
  readonly report: ReportName;
  readonly period: Period;
  readonly dimension: BucketSize | 'auto';
  readonly source?: readonly Source[];
  readonly format?: string;
  readonly at?: Moment;
  readonly output?: string;
}

export function exportCommand(command: Command, context: CliContext): void {
  command
    .option('--bot <id>', 'bot id; optional if there is only one')
    .addOption(new Option('--report <report>', 'report to export').choices(REPORTS).makeOptionMandatory())
    .option('--period <period>', 'a named period, or days: 2026-11-01..2026-11-20', parsePeriod, 'last30days')
    .addOption(new Option('--dimension <step>', 'step of the time axis').choices(DIMENSIONS).default('auto'))
    .addOption(new Option('--source <source...>', 'only these sources').choices(SOURCES))
    .addOption(new Option('--format <format>', 'file format (default: from the file name)').choices(FORMATS))
    .option(
      '--at <when>',
      'resolve the period as of a day, a local time or an instant (default: now)',
      parseMoment,
    )
    .option('-o, --output <file>', 'file to write; - for stdout (default)')
    .addHelpText(
      'after',
      `
Periods: ${PERIODS.join(', ')}

Examples:
  botdigest export --bot support --report conversations --format csv
  botdigest export --bot support --report heatmap --period lastMonth -o busy.png
  botdigest export --bot sales --report messages --period 2026-11-01..2026-11-20 --dimension week -o week.xlsx
`,
    )
    .action(async () => {
      const options = command.optsWithGlobals<ExportOptions>();
      const { report, period, dimension, output } = options;
      refuseMeaningless(options);
      const format = formatFor(options.format, output);
      const file = output === STDOUT ? undefined : output;
      if (file === undefined) refuseBytesOnTerminal(context, format);
      await withApp(context, options.config, async (app) => {
        const { timezone } = app.config;
        const request = {
          bot: chooseBot(app.config.bots, options.bot),
          report,
          period,
          dimension,
          sources: options.source ?? null,
          format: { kind: format, options: app.formatDefaults(format) },
          at: await instantFor(options.at, { timezone, schedule: null, period }, context.clock.now()),
        };
        const made = await withProgress(
          context.terminal,
          `Exporting ${report} of ${request.bot.id}`,
          (onFetch) => app.export(request, { signal: context.signal, onFetch }),
        );
        await put(context, made, file);
      });
    });
}

function refuseBytesOnTerminal({ terminal }: CliContext, format: string): void {
  if (!terminal.stdout.isTTY || format === 'csv' || format === 'json') return;
  const message = `A ${format} file is binary: give a file with -o, or redirect stdout.`;
  throw new UserError('usage', message, { exitCode: 2 });
}

function chooseBot(bots: ReadonlyMap<string, BotConfig>, id: string | undefined): BotConfig {
  const known = [...bots.keys()];
  const [first = ''] = known;
  if (id === undefined && known.length > 1) {
    throw new UserError('usage', `Several bots are configured: choose one with --bot: ${known.join(', ')}.`, {
      exitCode: 2,
    });
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
  await writeNamed(output, file.bytes);
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
