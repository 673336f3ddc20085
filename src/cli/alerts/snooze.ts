import { type Command, InvalidArgumentError } from 'commander';
import { parseDuration } from '../../lib/text/units.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { instant } from '../terminal/run-record.js';
import { whoAsks } from '../who-asks.js';

interface SnoozeOptions extends CommonOptions {
  readonly for: number;
}

const DAY = 86_400_000;
const MAX_SNOOZE = 365 * DAY;

export function snoozeCommand(command: Command, context: CliContext): void {
  command
    .argument('<name>', 'id of the alert')
    .option('--for <time>', 'how long, such as 3d or 12h', snoozeTime, 3 * DAY)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nIt goes on checking and says nothing; what still lasts then is said by the next check.\n\nExamples:\n  botdigest snooze outage --for 3d\n',
    )
    .action(async (name: string) => {
      const options = command.optsWithGlobals<SnoozeOptions>();
      await withApp(context, options.config, async (app) => {
        const until = context.clock.now() + options.for;
        await app.snooze(name, until, whoAsks());
        const result = { alert: name, until: instant(until) };
        context.terminal.print(
          options.json
            ? JSON.stringify(result, null, 2)
            : `${name} says nothing until ${result.until}. botdigest unsnooze ${name} ends that.`,
        );
      });
    });
}

export function unsnoozeCommand(command: Command, context: CliContext): void {
  command
    .argument('<name>', 'id of the alert')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  botdigest unsnooze outage\n')
    .action(async (name: string) => {
      const { json, config } = command.optsWithGlobals<CommonOptions>();
      await withApp(context, config, async (app) => {
        const was = await app.snooze(name, null, whoAsks());
        const text = was ? `${name} speaks again from its next check on.` : `${name} was not snoozed.`;
        context.terminal.print(json ? JSON.stringify({ alert: name, until: null, was }, null, 2) : text);
      });
    });
}

function snoozeTime(text: string): number {
  const time = parseDuration(text);
  if (time === null || time < 60_000 || time > MAX_SNOOZE)
    throw new InvalidArgumentError('Give a time such as 3d or 12h, from 1m to 365d.');
  return time;
}
