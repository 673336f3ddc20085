import type { Command } from 'commander';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { byteSize } from '../terminal/table.js';

interface BackupOptions extends CommonOptions {
  readonly force?: true;
}

export function backupCommand(command: Command, context: CliContext): void {
  command
    .argument('<file>', 'where to write the copy')
    .option('--force', 'replace a file that is there')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
The copy is whole, of one moment, looked through, and readable by this user alone. It holds what readers get, and no secret.
A file manager's copy of the store is neither whole nor safe: what was written last may stand in the file beside it.

Examples:
  botdigest backup /backups/botdigest-2026-11-30.db
`,
    )
    .action(async (file: string) => {
      const { force, json, config } = command.optsWithGlobals<BackupOptions>();
      await withApp(context, config, async (app) => {
        const made = await app.backup(file, force === true);
        const runs = made.runs === 1 ? '1 run' : `${made.runs} runs`;
        context.terminal.print(
          json ? JSON.stringify(made, null, 2) : `Wrote ${file}: ${runs}, ${byteSize(made.size)}.`,
        );
      });
    });
}
