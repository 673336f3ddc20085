import type { Command } from 'commander';
import type { RunStory } from '../ledger/ledger.js';
import type { Artifact } from '../render/artifact.js';
import type { Answered } from '../run/request.js';
import type { Moment } from '../schedule/moment.js';
import { type CliContext, type CommonOptions, withApp } from './context.js';
import { writeFiles } from './files.js';
import { instantFor, parseMoment } from './instant.js';
import { withProgress } from './progress.js';
import { deliveryLines, deliveryTable, instant, isDone, runJson, standing } from './run-record.js';
import type { Terminal } from './terminal.js';

interface RunOptions extends CommonOptions {
  readonly at?: Moment;
  readonly out?: string;
}

export function runCommand(command: Command, context: CliContext): void {
  command
    .argument('<digest>', 'its id in the configuration')
    .option(
      '--at <when>',
      'as if it were due then: a day, a time in its zone, an instant (default: now)',
      parseMoment,
    )
    .option('--out <folder>', 'also write the delivered files there')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
It ends with 1 when anything is left undelivered, and names it. A digest is sent once for an instant: the same again does nothing.

Examples:
  botdigest run weekly-support
  botdigest run weekly-support --at 2026-11-23      (as of its slot on that day, else of the day's start)
  botdigest run weekly-support --at 2026-11-23T08:00 --json
`,
    )
    .action(async (digest: string) => {
      const options = command.optsWithGlobals<RunOptions>();
      await withApp(context, options.config, async (app) => {
        const config = app.digest(digest);
        const at = await instantFor(options.at, config, context.clock.now());
        const answered = await withProgress(context.terminal, `Running ${digest}`, (onFetch) =>
          app.run(config, at, { signal: context.signal, onFetch }),
        );
        if (options.out) await writeFiles(options.out, filesOf(answered));
        tell(context.terminal, answered, options);
        context.finish(isDone(answered.story) ? 0 : 1);
      });
    });
}

/** Prints how a run stands after it was worked on here, or that it was left alone. */
export function tell(
  terminal: Terminal,
  { story, report, untold = [] }: Answered,
  { json, out }: Pick<RunOptions, 'json' | 'out'>,
): void {
  const gaps = report?.gaps ?? [];
  for (const gap of gaps) terminal.warn(gap);
  for (const sentence of report?.decided ?? []) terminal.warn(sentence);
  for (const sentence of untold) terminal.warn(sentence);
  if (report === null)
    terminal.warn(
      `There is a run ${story.run.id} of ${story.run.digest} for ${instant(story.run.scheduledFor)} already, and an instant is sent once: nothing was done.`,
    );
  if (out !== undefined && filesOf({ report }).length === 0)
    terminal.warn(`Nothing was made this time, so nothing was written to ${out}.`);
  terminal.print(json ? JSON.stringify(asJson({ story, report }), null, 2) : asText(story));
}

/** What was made, each slice of the digest in a folder of its own. */
function filesOf({ report }: Pick<Answered, 'report'>): Artifact[] {
  return (report?.files ?? []).flatMap(({ slice, files }) =>
    files.map((file) => (slice === '' ? file : { ...file, name: `${slice}/${file.name}` })),
  );
}

function asText(story: RunStory): string {
  const { deliveries } = story;
  const list = deliveries.length > 0 ? [deliveryTable(deliveries)] : [];
  return [...list, standing(story), ...deliveryLines(deliveries)].join('\n');
}

function asJson({ story, report }: Answered) {
  const artifacts = filesOf({ report }).map(({ name, mediaType, bytes, sha256 }) => ({
    name,
    mediaType,
    bytes: bytes.length,
    sha256,
  }));
  return { ...runJson(story), gaps: report?.gaps ?? [], artifacts };
}
