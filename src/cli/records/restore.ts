import type { Command } from 'commander';
import { type CliContext, type CommonOptions, withApp } from '../context.js';

interface RestoreOptions extends CommonOptions {
  readonly force?: true;
}

export function restoreCommand(command: Command, context: CliContext): void {
  command
    .argument('<file>', 'a copy that backup has written')
    .option('--force', 'also where there is a store already')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Stop the service first. The copy itself stays as it is. Nothing goes out twice: schedules count from now on, and runs that were not over
in the copy are ended as failed, restored, for a person to look at.

Examples:
  botdigest restore /backups/botdigest-2026-11-30.db --force
`,
    )
    .action(async (file: string) => {
      const { force, json, config } = command.optsWithGlobals<RestoreOptions>();
      await withApp(context, config, async (app) => {
        const restored = await app.restore(file, force === true);
        context.terminal.print(json ? JSON.stringify(restored, null, 2) : told(file, restored));
      });
    });
}

function told(file: string, { known, runs }: { readonly known: number; readonly runs: number }): string {
  const open =
    runs === 0
      ? ''
      : ` Of ${runs === 1 ? 'one run' : `${runs} runs`} nobody knows what went out since: botdigest runs shows them as failed, restored.`;
  const many = known === 1 ? '1 run' : `${known} runs`;
  return `${file} is the store now: ${many}. Schedules count from now on.${open}`;
}
