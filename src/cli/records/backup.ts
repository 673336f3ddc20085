import type { Command } from 'commander';
import type { Backup } from '../../ledger/backup.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { byteSize } from '../terminal/table.js';

interface BackupOptions extends CommonOptions {
  readonly force?: true;
}

export function backupCommand(command: Command, context: CliContext): void {
  command
    .argument('<file>', 'file to write')
    .option('--force', 'replace an existing file')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
The copy is consistent, checked, and readable by this user only. It holds what recipients get, but no secrets.
Do not copy the store's file instead: recent writes may be in its -wal file.

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
          json
            ? JSON.stringify(made, null, 2)
            : [`Wrote ${file}: ${runs}, ${byteSize(made.size)}.`, ...headLine(made)].join('\n'),
        );
      });
    });
}

/** To be kept elsewhere: `audit --head` shows then that nothing before it was changed. */
const headLine = ({ head }: Backup): string[] => (head === null ? [] : [`Head of its receipts: ${head}`]);
