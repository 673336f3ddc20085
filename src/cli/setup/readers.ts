import type { Command } from 'commander';
import type { ReaderEntry, Received } from '../../run/commands/readers.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { leftOutByHand } from '../left-out.js';
import { instant } from '../terminal/run-record.js';
import { table } from '../terminal/table.js';

export function readersCommand(command: Command, context: CliContext): void {
  command
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Everybody under deliver:, each once, with the digests and alerts that they get: in which variant, with which files, in which language and zone,
and when next, without what is paused or skipped. Asks nobody: it reads the configuration, and of the store what was paused or skipped by hand.

Examples:
  botdigest readers
  botdigest readers --json | jq '.[] | select(.address == "ada@example.com")'
`,
    )
    .action(async () => {
      const { json, config } = command.optsWithGlobals<CommonOptions>();
      await withApp(context, config, async (app) => {
        const readers = app.readers(await leftOutByHand(app.config, context));
        context.terminal.print(json ? JSON.stringify(readers.map(asJson), null, 2) : readersTable(readers));
      });
    });
}

const asJson = ({ digests, alerts, ...reader }: ReaderEntry) => ({
  ...reader,
  digests: digests.map(withInstant),
  alerts: alerts.map(withInstant),
});

const withInstant = (received: Received) => ({ ...received, next: instant(received.next) });

function readersTable(readers: readonly ReaderEntry[]): string {
  if (readers.length === 0) return 'Nobody gets anything: no digest and no alert has a deliver: entry.';
  const columns = ['Kind', 'Address', 'Gets', 'Variant', 'Files', 'Locale', 'Zone', 'Next'];
  const row = (what: string, { id, slice, formats, locale, timezone, next, noNext }: Received) => [
    `${what} ${id}`,
    slice,
    formats.join(' '),
    locale,
    timezone,
    instant(next) ?? noNext ?? '',
  ];
  return table(
    columns.map((title) => ({ title })),
    readers.flatMap(({ kind, address, digests, alerts }) =>
      [...digests.map((one) => row('digest', one)), ...alerts.map((one) => row('alert', one))].map(
        (cells) => [kind, address, ...cells],
      ),
    ),
  );
}
