import { join } from 'node:path';
import type { Command } from 'commander';
import type { App } from '../../app.js';
import type { AlertConfig, DigestConfig } from '../../config/config.js';
import type { CliContext } from '../context.js';
import { writeFiles } from '../terminal/files.js';
import { withProgress } from '../terminal/progress.js';
import { byteSize, table } from '../terminal/table.js';
import { demoSlot } from './demo-slot.js';
import { type ScenarioOptions, scenarioHelp, scenarioOptions } from './scenario-options.js';

export function demoCommand(command: Command, context: CliContext): void {
  scenarioOptions(command.option('--out <folder>', 'output folder', 'demo-output'))
    .addHelpText(
      'after',
      `
It fetches generated conversations from a sandbox in the same process, so it needs no token and no network.
Each digest gets its own folder in the output folder, and so does each alert that has something to say: try --scenario outage.

${scenarioHelp}

Examples:
  botdigest demo
  botdigest demo --out /tmp/demo
  botdigest demo --scenario support=outage,sales=growing
`,
    )
    .action(async ({ out, ...scenario }: ScenarioOptions & { readonly out: string }) => {
      const { openDemo } = await import('./demo-app.js');
      const demo = await openDemo(context, scenario);
      try {
        const digests = [...demo.app.config.digests.values()];
        const made: Made[] = [];
        for (const digest of digests)
          made.push(await make(context, { app: demo.app, digest, folder: join(out, digest.id) }));
        for (const alert of demo.app.config.alerts.values())
          made.push(
            await makeAlert(context, { app: demo.app, alert, folder: join(out, `alert-${alert.id}`) }),
          );
        context.terminal.print(report(made.filter(({ files }) => files.length > 0)));
      } finally {
        await demo.close();
      }
    });
}

interface Made {
  readonly digest: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Milliseconds. */
  readonly fetching: number;
  readonly rendering: number;
}

interface Job {
  readonly app: App;
  readonly digest: DigestConfig;
  readonly folder: string;
}

async function make({ terminal, clock, signal }: CliContext, { app, digest, folder }: Job): Promise<Made> {
  const { id } = digest;
  const scheduledFor = demoSlot(digest, clock.now());
  const start = clock.now();
  let fetched = start;
  const { files, gaps } = await withProgress(terminal, `Making ${id}`, (progress) =>
    app.preview(
      digest,
      { digest: id, scheduledFor, trigger: 'manual' },
      {
        signal,
        onFetch: (done, total) => {
          fetched = clock.now();
          progress(done, total);
        },
      },
    ),
  );
  for (const gap of gaps) terminal.warn(gap);
  const rendering = clock.now() - fetched;
  await writeFiles(folder, files);
  const list = files.map(({ name, bytes }) => ({ path: join(folder, name), bytes: bytes.length }));
  return { digest: id, files: list, fetching: fetched - start, rendering };
}

/** The message of an alert; nothing where it would say nothing. */
async function makeAlert(
  { terminal, clock, signal }: CliContext,
  { app, alert, folder }: { readonly app: App; readonly alert: AlertConfig; readonly folder: string },
): Promise<Made> {
  const start = clock.now();
  const { files } = await withProgress(terminal, `Checking ${alert.id}`, (onFetch) =>
    app.previewAlert(alert, { signal, onFetch }),
  );
  if (files.length > 0) await writeFiles(folder, files);
  const list = files.map(({ name, bytes }) => ({ path: join(folder, name), bytes: bytes.length }));
  return { digest: `${alert.id} (alert)`, files: list, fetching: clock.now() - start, rendering: 0 };
}

function report(made: readonly Made[]): string {
  const rows = made.flatMap(({ digest, files }) =>
    files.map(({ path, bytes }) => [digest, path, byteSize(bytes)]),
  );
  const files = table([{ title: 'Digest' }, { title: 'File' }, { title: 'Size', align: 'right' }], rows);
  const times = table(
    [
      { title: 'Digest' },
      { title: 'Files', align: 'right' },
      { title: 'Size', align: 'right' },
      { title: 'Fetching', align: 'right' },
      { title: 'Rendering', align: 'right' },
    ],
    made.map(({ digest, files, fetching, rendering }) => [
      digest,
      String(files.length),
      byteSize(files.reduce((sum, { bytes }) => sum + bytes, 0)),
      `${(fetching / 1000).toFixed(2)} s`,
      `${(rendering / 1000).toFixed(2)} s`,
    ]),
  );
  return `${files}\n\n${times}`;
}
