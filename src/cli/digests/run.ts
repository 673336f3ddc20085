import type { Command } from 'commander';
import type { App } from '../../app.js';
import type { RunStory } from '../../ledger/ledger.js';
import type { Artifact } from '../../render/artifact.js';
import type { RequestResult } from '../../run/commands/request.js';
import type { Moment } from '../../schedule/moment.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { instantFor, parseMoment } from '../instant.js';
import { writeFiles } from '../terminal/files.js';
import { withProgress } from '../terminal/progress.js';
import {
  deliveryLines,
  deliveryTable,
  isDone,
  runJson,
  type Surroundings,
  standing,
} from '../terminal/run-record.js';

interface RunOptions extends CommonOptions {
  readonly at?: Moment;
  readonly out?: string;
  readonly again?: true;
  readonly quiet?: true;
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
    .option('--again', 'also when these days went out already')
    .option('--quiet', 'print nothing when all went well')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
It ends with 1 when anything is left undelivered, and names it. Days that went out already are refused with 2, saying to whom and when:
--again sends them to everybody once more, botdigest send to somebody else.

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
        const answered = await withProgress(
          context.terminal,
          options.quiet ? null : `Running ${digest}`,
          (onFetch) =>
            app.run(config, at, { signal: context.signal, onFetch, again: options.again === true }),
        );
        const { mayBeOut, refusedRepeat } = await import('../../run/redeliver/repeat.js');
        if (answered.report === null && mayBeOut(answered.story))
          throw refusedRepeat(answered.story, config, context.clock.now());
        if (options.out) await writeFiles(options.out, filesOf(answered));
        await tell(context, { app, answered, how: options });
        context.finish(isDone(answered.story) ? 0 : 1);
      });
    });
}

interface Telling {
  readonly json?: true;
  readonly quiet?: true;
  readonly out?: string;
}

/** Prints how a run stands after it was worked on here: a line when all went well, all of it otherwise. */
export async function tell(
  { terminal, clock }: CliContext,
  {
    app,
    answered,
    how: { json, quiet, out },
  }: { readonly app: App; readonly answered: RequestResult; readonly how: Telling },
): Promise<void> {
  const { story, report, untold = [], notes = [] } = answered;
  for (const sentence of [...(report?.gaps ?? []), ...(report?.decided ?? []), ...notes, ...untold])
    terminal.warn(sentence);
  if (out !== undefined && filesOf({ report }).length === 0)
    terminal.warn(`Nothing was made this time, so nothing was written to ${out}.`);
  if (json) return terminal.print(JSON.stringify(asJson({ story, report }), null, 2));
  const surroundings = { attended: await app.attended(), now: clock.now() };
  if (!isDone(story)) return terminal.print(asText(story, surroundings));
  if (!quiet) terminal.print([allWell(story, surroundings), ...deliveryLines(notable(story))].join('\n'));
}

/** `weekly: delivered to email ada@example.com, folder ./exports (run 3f0c9a51b27e4d68).` */
function allWell(story: RunStory, surroundings: Surroundings): string {
  const { run, deliveries } = story;
  const corrected = run.reason === 'corrected';
  const sent = deliveries.filter((delivery) => isDelivered(delivery) && (!corrected || delivery.edition > 0));
  const places = new Set(sent.map(({ kind, target }) => `${kind} ${target}`));
  const what = corrected ? 'the correction was delivered' : 'delivered';
  const twice = sent.filter(({ reason }) => reason === 'possible-duplicate').map(({ target }) => target);
  const duplicate = twice.length > 0 ? ` Possibly twice to ${[...new Set(twice)].join(', ')}.` : '';
  return places.size > 0
    ? `${run.digest}: ${what} to ${[...places].join(', ')} (run ${run.id}).${duplicate}`
    : `${run.digest}: ${standing(story, surroundings)} (run ${run.id})`;
}

/** Of deliveries that arrived, those with something to be known of them. */
const notable = ({ deliveries }: RunStory) => deliveries.filter(isDelivered);

const isDelivered = ({ state }: RunStory['deliveries'][number]) => state === 'delivered';

/** What was made, each slice of the digest in a folder of its own. */
function filesOf({ report }: Pick<RequestResult, 'report'>): Artifact[] {
  return (report?.files ?? []).flatMap(({ slice, files }) =>
    files.map((file) => (slice === '' ? file : { ...file, name: `${slice}/${file.name}` })),
  );
}

function asText(story: RunStory, surroundings: Surroundings): string {
  const { deliveries } = story;
  const list = deliveries.length > 0 ? [deliveryTable(deliveries)] : [];
  return [...list, standing(story, surroundings), ...deliveryLines(deliveries)].join('\n');
}

function asJson({ story, report }: Pick<RequestResult, 'story' | 'report'>) {
  const artifacts = filesOf({ report }).map(({ name, mediaType, bytes, sha256 }) => ({
    name,
    mediaType,
    bytes: bytes.length,
    sha256,
  }));
  return { ...runJson(story), gaps: report?.gaps ?? [], artifacts };
}
