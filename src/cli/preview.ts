import type { Command } from 'commander';
import { type CliContext, type CommonOptions, withApp } from './context.js';
import { writeFiles } from './files.js';
import { currentMinute, parseInstant } from './instant.js';
import { withProgress } from './progress.js';
import { filesTable } from './table.js';

interface PreviewOptions extends CommonOptions {
  readonly at?: number;
  readonly out: string;
}

export function previewCommand(command: Command, context: CliContext): void {
  command
    .argument('<digest>', 'its id in the configuration')
    .option('--at <instant>', 'as if it were due at this ISO instant (default: now)', parseInstant)
    .option('--out <folder>', 'where the files go', 'preview')
    .option('--json', 'print the list of files as JSON')
    .addHelpText(
      'after',
      `
Examples:
  botdigest preview weekly-support
  botdigest preview weekly-support --at 2026-11-23T08:00:00+01:00 --out /tmp/monday
`,
    )
    .action(async (digest: string) => {
      const options = command.optsWithGlobals<PreviewOptions>();
      await withApp(context, options.config, async (app) => {
        const config = app.digest(digest);
        const at = options.at ?? currentMinute(context.clock.now());
        const slot = { digest, scheduledFor: at, trigger: 'manual' } as const;
        const made = await withProgress(context.terminal, `Fetching and rendering ${digest}`, (onFetch) =>
          app.preview(config, slot, { signal: context.signal, onFetch }),
        );
        await writeFiles(options.out, made.files);
        for (const gap of made.gaps) context.terminal.warn(gap);
        const list = made.files.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
        context.terminal.print(options.json ? JSON.stringify(list, null, 2) : filesTable(options.out, list));
      });
    });
}
