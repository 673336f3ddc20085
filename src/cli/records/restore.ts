import type { Command } from 'commander';
import type { Restored } from '../../ledger/backup.js';
import { episodesText } from '../../ledger/rewind.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';

interface RestoreOptions extends CommonOptions {
  readonly force?: true;
}

export function restoreCommand(command: Command, context: CliContext): void {
  command
    .argument('<file>', 'file written by botdigest backup')
    .option('--force', 'replace an existing store')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Stop the service first. The backup file is not changed. Nothing is delivered twice: schedules continue from now, and runs that were
unfinished in the backup end as failed, restored. Check them with botdigest runs. Alerts that
fire in the backup count as told. Pauses, skips and snoozes are those of the backup: check them with botdigest next.

Examples:
  botdigest restore /backups/botdigest-2026-11-30.db --force
`,
    )
    .action(async (file: string) => {
      const { force, json, config } = command.optsWithGlobals<RestoreOptions>();
      await withApp(context, config, async (app) => {
        const restored = await app.restore(file, force === true);
        context.terminal.print(json ? JSON.stringify(restored, null, 2) : summary(file, restored));
      });
    });
}

function summary(file: string, { known, runs, episodes }: Omit<Restored, 'at'>): string {
  const open =
    runs === 0
      ? ''
      : ` Of ${runs === 1 ? 'one run' : `${runs} runs`} it is unknown what was delivered since the backup: botdigest runs shows them as failed, restored.`;
  const many = known === 1 ? '1 run' : `${known} runs`;
  return `${file} is the store now: ${many}. Schedules continue from now.${open}${episodesText(episodes)}`;
}
