import type { Command } from 'commander';
import type { Moved } from '../../ledger/move.js';
import { UserError } from '../../lib/errors.js';
import { Secret } from '../../lib/secret.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { table } from '../terminal/table.js';

interface MigrateOptions extends CommonOptions {
  readonly to: string;
}

export function migrateCommand(command: Command, context: CliContext): void {
  command
    .requiredOption('--to <url>', 'postgres://user@host/database')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Stop the service first. Runs, receipts, snapshots and files are copied in one transaction; the old file is not changed.
Other users of this machine can read command lines: leave the password out and set PGPASSWORD.

Examples:
  PGPASSWORD=… botdigest migrate --to postgres://botdigest@db.example.com/botdigest
`,
    )
    .action(async () => {
      const { to, json, config } = command.optsWithGlobals<MigrateOptions>();
      const url = await postgresUrl(to);
      await withApp(context, config, async (app) => {
        const moved = await app.migrate(url);
        context.terminal.print(json ? JSON.stringify(moved, null, 2) : summary(moved, app.config.file));
      });
    });
}

/** Not validated by commander, whose messages would show a password in the value. */
async function postgresUrl(value: string): Promise<Secret> {
  const { sqliteFile, storeUrlFault } = await import('../../config/schema/store.js');
  const fault = storeUrlFault(value);
  if (fault === null && sqliteFile(value) === null) return new Secret(value);
  const message = `--to ${fault?.message ?? 'must start with postgres://'}.`;
  throw new UserError('bad-address', message, { exitCode: 2 });
}

function summary({ to, rows }: Moved, file: string): string {
  const lines = Object.entries(rows).map(([name, count]) => [name, String(count)]);
  return `${table([{ title: 'Table' }, { title: 'Rows', align: 'right' }], lines)}

Everything was copied to ${to}. Change one line in ${file}:
  store: \${DATABASE_URL}    # set to the address that --to was given
Then start the service again. The old file is no longer used: keep it until a run has succeeded.`;
}
