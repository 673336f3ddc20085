import type { Command } from 'commander';
import type { Moment } from '../../schedule/moment.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { instantFor, parseMoment } from '../instant.js';
import { writeFiles } from '../terminal/files.js';
import { withProgress } from '../terminal/progress.js';
import { filesTable } from '../terminal/table.js';

interface PreviewOptions extends CommonOptions {
  readonly at?: Moment;
  readonly out: string;
}

export function previewCommand(command: Command, context: CliContext): void {
  command
    .argument('<digest>', 'id of the digest')
    .option('--at <when>', 'as if due at a day, a local time or an instant (default: now)', parseMoment)
    .option('--out <folder>', 'output folder', 'preview')
    .option('--json', 'print the list of files as JSON')
    .addHelpText(
      'after',
      `
Examples:
  botdigest preview weekly-support
  botdigest preview weekly-support --at 2026-11-23 --out /tmp/monday      (its slot on that day)
`,
    )
    .action(async (digest: string) => {
      const options = command.optsWithGlobals<PreviewOptions>();
      await withApp(context, options.config, async (app) => {
        const config = app.digest(digest);
        const at = await instantFor(options.at, config, context.clock.now());
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
