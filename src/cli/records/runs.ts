import { type Command, InvalidArgumentError } from 'commander';
import { alertOf, checkName } from '../../alerts/check-name.js';
import type { App } from '../../app.js';
import { alertNamed } from '../../configuration.js';
import type { RunRecord } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { latest } from '../../ledger/steps/editions.js';
import { notThere } from '../../lib/text/suggest.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { digestShown, instant, runJson } from '../terminal/run-record.js';
import { table } from '../terminal/table.js';

interface RunsOptions extends CommonOptions {
  readonly digest?: string;
  readonly alert?: string;
  readonly limit: number;
}

export function runsCommand(command: Command, context: CliContext): void {
  command
    .option('--digest <digest>', 'only runs of this digest')
    .option('--alert <alert>', 'checks of this alert; without it, none are listed')
    .option('--limit <number>', 'maximum number of runs', wholeNumber, 20)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  botdigest runs\n  botdigest runs --digest weekly-support --limit 5 --json\n  botdigest runs --alert outage\n',
    )
    .action(async () => {
      const { digest, alert, limit, json, config } = command.optsWithGlobals<RunsOptions>();
      await withApp(context, config, async (app) => {
        const history = await app.history();
        const name =
          alert === undefined ? await digestNamed(app, digest) : checkName(alertNamed(app.config, alert).id);
        const runs = await history.runs({
          limit,
          tests: true,
          ...(name === undefined ? {} : { digest: name }),
        });
        context.terminal.print(json ? JSON.stringify(runs.map(runJson), null, 2) : runsTable(runs));
      });
    });
}

/** A digest of the configuration or the ledger, or the checks of an alert under their own name. */
async function digestNamed(app: App, digest: string | undefined): Promise<string | undefined> {
  if (digest === undefined || alertOf(digest) !== null) return digest;
  const known = new Set([...app.config.digests.keys(), ...(await (await app.history()).digests())]);
  if (!known.has(digest)) throw notThere('digest', digest, known);
  return digest;
}

function runsTable(runs: readonly RunRecord[]): string {
  if (runs.length === 0) return 'There are no runs yet.';
  return table(
    ['Run', 'Digest', 'Scheduled for', 'Begun', 'Trigger', 'State', 'Reason', 'Next try', 'Delivered'].map(
      (title) => ({
        title,
      }),
    ),
    runs.map(({ run, deliveries }) => [
      run.id,
      digestShown(run),
      instant(run.scheduledFor) ?? '',
      instant(run.startedAt) ?? '',
      run.trigger,
      run.state,
      run.reason,
      run.state === 'retrying' ? (instant(run.notBefore) ?? '') : '',
      deliveredOf(latest(deliveries)),
    ]),
  );
}

const deliveredOf = (deliveries: readonly Delivery[]) =>
  `${deliveries.filter(({ state }) => state === 'delivered').length} of ${deliveries.length}`;

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 99999.');
  return Number(text);
}
