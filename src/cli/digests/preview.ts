import type { Command } from 'commander';
import type { App } from '../../app.js';
import { UserError } from '../../lib/errors.js';
import type { Artifact } from '../../render/artifact.js';
import type { Moment } from '../../schedule/moment.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { instantFor, parseMoment } from '../instant.js';
import { writeFiles } from '../terminal/files.js';
import { withProgress } from '../terminal/progress.js';
import { filesTable } from '../terminal/table.js';

interface PreviewOptions extends CommonOptions {
  readonly at?: Moment;
  readonly run?: string;
  readonly target?: string;
  readonly out: string;
}

export function previewCommand(command: Command, context: CliContext): void {
  command
    .argument('[digest]', 'id of the digest')
    .option('--at <when>', 'as if due at a day, a local time or an instant (default: now)', parseMoment)
    .option(
      '--run <run>',
      'what a run delivered: its id or the beginning of it, a digest id for its last run, or last',
    )
    .option('--target <address>', 'with --run, the message of this reader')
    .option('--out <folder>', 'output folder', 'preview')
    .option('--json', 'print the list of files as JSON')
    .addHelpText(
      'after',
      `
--run makes the files again from the figures and the configuration that are stored of the run, and compares them with the hashes of what went
out. It asks the API for nothing. Exit code 0 also where they differ; a warning says which and why, and --json has "same": false.

Examples:
  botdigest preview weekly-support
  botdigest preview weekly-support --at 2026-11-23 --out /tmp/monday      (its slot on that day)
  botdigest preview --run last --target ada@example.com
`,
    )
    .action(async (digest: string | undefined) => {
      const options = command.optsWithGlobals<PreviewOptions>();
      const what = subjectOf(digest, options);
      await withApp(context, options.config, async (app) => {
        const show = { app, options };
        await ('run' in what
          ? previewRun(context, show, what.run)
          : previewDigest(context, show, what.digest));
      });
    });
}

function subjectOf(digest: string | undefined, { run, at, target }: PreviewOptions) {
  if (run === undefined) {
    if (target !== undefined) throw refused('--target belongs to --run: leave it out, or name a run.');
    if (digest === undefined) throw refused('Name a digest, or a run with --run.');
    return { digest };
  }
  if (digest !== undefined) throw refused('Name a digest, or a run with --run, not both.');
  if (at !== undefined) throw refused('--at does not apply to --run: a run has its slot.');
  return { run };
}

const refused = (message: string) => new UserError('usage', message, { exitCode: 2 });

interface Show {
  readonly app: App;
  readonly options: PreviewOptions;
}

async function previewDigest(context: CliContext, { app, options }: Show, digest: string): Promise<void> {
  const config = app.digest(digest);
  const at = await instantFor(options.at, config, context.clock.now());
  const slot = { digest, scheduledFor: at, trigger: 'manual' } as const;
  const made = await withProgress(context.terminal, `Fetching and rendering ${digest}`, (onFetch) =>
    app.preview(config, slot, { signal: context.signal, onFetch }),
  );
  await put(context, options, made.files, () => ({}));
  for (const gap of made.gaps) context.terminal.warn(gap);
}

async function previewRun(context: CliContext, { app, options }: Show, word: string): Promise<void> {
  const run = await app.findRun(word);
  const made = await withProgress(context.terminal, `Rendering run ${run}`, () =>
    app.previewRun(run, options.target ?? null),
  );
  await put(context, options, made.files, ({ sha256, same }) => ({ sha256, same }));
  for (const note of made.notes) context.terminal.warn(note);
}

async function put<File extends Artifact>(
  { terminal }: CliContext,
  { out, json }: PreviewOptions,
  files: readonly File[],
  more: (file: File) => object,
): Promise<void> {
  await writeFiles(out, files);
  const list = files.map((file) => ({ name: file.name, bytes: file.bytes.length, ...more(file) }));
  terminal.print(json ? JSON.stringify(list, null, 2) : filesTable(out, list));
}
