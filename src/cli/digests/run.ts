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
  type AdviceContext,
  deliveryLines,
  deliveryTable,
  digestShown,
  isDone,
  runJson,
  statusText,
} from '../terminal/run-record.js';
import { whoAsks } from '../who-asks.js';

interface RunOptions extends CommonOptions {
  readonly at?: Moment;
  readonly out?: string;
  readonly again?: true;
  readonly quiet?: true;
}

export function runCommand(command: Command, context: CliContext): void {
  command
    .argument('<digest>', 'id of the digest')
    .option('--at <when>', 'as if due at a day, a local time or an instant (default: now)', parseMoment)
    .option('--out <folder>', 'also write the delivered files to this folder')
    .option('--again', 'run even if this period was delivered before')
    .option('--quiet', 'print nothing on success')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Exit code 1: something was not delivered; it is listed. Exit code 2: this period was delivered before; the message says to whom and when.
--again delivers it once more to everybody; botdigest send sends it to somebody else.

Examples:
  botdigest run weekly-support
  botdigest run weekly-support --at 2026-11-23      (its slot on that day, or else the start of the day)
  botdigest run weekly-support --at 2026-11-23T08:00 --json
`,
    )
    .action(async (digest: string) => {
      const options = command.optsWithGlobals<RunOptions>();
      await withApp(context, options.config, async (app) => {
        const config = app.digest(digest);
        const at = await instantFor(options.at, config, context.clock.now());
        const result = await withProgress(
          context.terminal,
          options.quiet ? null : `Running ${digest}`,
          (onFetch) =>
            app.run(config, at, {
              signal: context.signal,
              onFetch,
              by: whoAsks(),
              again: options.again === true,
            }),
        );
        const { mayBeOut, refusedRepeat } = await import('../../run/redeliver/repeat.js');
        if (result.report === null && mayBeOut(result.story))
          throw refusedRepeat(result.story, config, context.clock.now());
        if (options.out) await writeFiles(options.out, filesOf(result));
        await tell(context, { app, result, how: options });
        context.finish(isDone(result.story) ? 0 : 1);
      });
    });
}

interface Telling {
  readonly json?: true;
  readonly quiet?: true;
  readonly out?: string;
}

/** Prints the result of a run: one line on success, else all details. */
export async function tell(
  { terminal, clock }: CliContext,
  {
    app,
    result,
    how: { json, quiet, out },
    before = [],
  }: {
    readonly app: App;
    readonly result: RequestResult;
    readonly how: Telling;
    /** Deliveries as they were: what had arrived by then is not named again. */
    readonly before?: RunStory['deliveries'];
  },
): Promise<void> {
  const { story, report, untold = [], notes = [] } = result;
  for (const sentence of [...(report?.gaps ?? []), ...(report?.decided ?? []), ...notes, ...untold])
    terminal.warn(sentence);
  if (out !== undefined && filesOf({ report }).length === 0)
    terminal.warn(`Nothing was rendered, so nothing was written to ${out}.`);
  if (json) return terminal.print(JSON.stringify(asJson({ story, report }), null, 2));
  const advice = { attended: await app.attended(), now: clock.now() };
  if (!isDone(story)) return terminal.print(asText(story, advice));
  if (quiet) return;
  const sent = deliveredSince(before, story);
  terminal.print([successLine(story, sent, advice), ...deliveryLines(sent)].join('\n'));
}

/** Deliveries that have arrived, without the sends that had before. */
function deliveredSince(
  before: RunStory['deliveries'],
  { deliveries }: Pick<RunStory, 'deliveries'>,
): RunStory['deliveries'] {
  const sends = new Set(before.filter(isDelivered).map(({ id, attempt }) => `${id} ${attempt}`));
  return deliveries.filter((one) => isDelivered(one) && !sends.has(`${one.id} ${one.attempt}`));
}

/** `weekly: delivered to email ada@example.com, folder ./exports (run 3f0c9a51b27e4d68).` */
function successLine(story: RunStory, arrived: RunStory['deliveries'], advice: AdviceContext): string {
  const { run } = story;
  const corrected = run.reason === 'corrected';
  const sent = arrived.filter(({ edition }) => !corrected || edition > 0);
  const places = new Set(sent.map(({ kind, target }) => `${kind} ${target}`));
  const what = corrected ? 'the correction was delivered' : 'delivered';
  const twice = sent.filter(({ reason }) => reason === 'possible-duplicate').map(({ target }) => target);
  const duplicate = twice.length > 0 ? ` Possibly twice to ${[...new Set(twice)].join(', ')}.` : '';
  return places.size > 0
    ? `${digestShown(run)}: ${what} to ${[...places].join(', ')} (run ${run.id}).${duplicate}`
    : `${digestShown(run)}: ${statusText(story, advice)} (run ${run.id})`;
}

const isDelivered = ({ state }: RunStory['deliveries'][number]) => state === 'delivered';

/** The rendered files; each slice of the digest has its own folder. */
function filesOf({ report }: Pick<RequestResult, 'report'>): Artifact[] {
  return (report?.files ?? []).flatMap(({ slice, files }) =>
    files.map((file) => (slice === '' ? file : { ...file, name: `${slice}/${file.name}` })),
  );
}

function asText(story: RunStory, advice: AdviceContext): string {
  const { deliveries } = story;
  const list = deliveries.length > 0 ? [deliveryTable(deliveries)] : [];
  return [...list, statusText(story, advice), ...deliveryLines(deliveries)].join('\n');
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
