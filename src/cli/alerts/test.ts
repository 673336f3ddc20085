import { type Command, InvalidArgumentError } from 'commander';
import { parseDuration } from '../../lib/text/units.js';
import type { Replayed } from '../../run/commands/alerts/replay.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { writeFiles } from '../terminal/files.js';
import { withProgress } from '../terminal/progress.js';

interface TestOptions extends CommonOptions {
  readonly since?: number;
  readonly out?: string;
}

const DAY = 86_400_000;

const DEFAULT_DAYS = 180;

/** Figures of more days than the API keeps by the hour in one answer would be a request of its own each. */
const MAX_DAYS = 730;

export function alertTestCommand(command: Command, context: CliContext): void {
  command
    .argument('[name]', 'id of an alert (default: all)')
    .option('--since <days>', 'how far back, such as 90d (default: 180d)', daysOf)
    .option('--out <folder>', 'also write a picture of each episode to this folder')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
It asks the API for the figures, judges each past day as a check on the next morning would have, and stores nothing. The false alarms to expect
are simulated: 200 years without any change, as these bots are.

Examples:
  botdigest alerts test
  botdigest alerts test outage --since 365d --out replay
`,
    )
    .action(async (name: string | undefined) => {
      const { since = DEFAULT_DAYS, out, json, config } = command.optsWithGlobals<TestOptions>();
      await withApp(context, config, async (app) => {
        const replayed = await withProgress(context.terminal, 'Replaying', (onFetch) =>
          app.replay(
            name ?? null,
            { days: since, pictures: out !== undefined },
            { signal: context.signal, onFetch },
          ),
        );
        const files = replayed.flatMap((one) => one.files);
        if (out !== undefined) await writeFiles(out, files);
        for (const gap of new Set(replayed.flatMap(({ gaps }) => gaps))) context.terminal.warn(gap);
        context.terminal.print(json ? JSON.stringify(asJson(replayed), null, 2) : asText(replayed));
        if (replayed.every(({ gaps }) => gaps.length > 0)) context.finish(1);
      });
    });
}

function daysOf(text: string): number {
  const days = (parseDuration(text) ?? Number.NaN) / DAY;
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw new InvalidArgumentError(`Give whole days such as 180d, from 1d to ${MAX_DAYS}d.`);
  return days;
}

function asJson(replayed: readonly Replayed[]) {
  const { from = null, to = null } = replayed[0] ?? {};
  const rates = replayed.flatMap(({ falseAlarmsPerYear }) => falseAlarmsPerYear ?? []);
  return {
    ...{
      from,
      to,
      falseAlarmsPerYear: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
    },
    alerts: replayed.map(({ alert, falseAlarmsPerYear, episodes }) => ({
      ...{ id: alert.id, falseAlarmsPerYear },
      episodes: episodes.map(({ episode, opened, text }) => {
        const { id, bot, source, kind, of, start, end, days } = episode;
        const { value, low, high } = opened;
        return { id, bot, source, kind, of, start, end, days, text, value, low, high };
      }),
    })),
  };
}

function asText(replayed: readonly Replayed[]): string {
  return replayed.map(alertText).join('\n\n');
}

function alertText({ alert, from, to, episodes, falseAlarmsPerYear }: Replayed): string {
  const said = episodes.length === 0 ? 'nothing to say' : times(episodes.length);
  const rate =
    falseAlarmsPerYear === null
      ? []
      : [`False alarms to expect: ${falseAlarmsPerYear.toFixed(1)} a year (it is set to ${alert.budget}).`];
  return [
    `${alert.id}, ${from} to ${to}: ${said}.`,
    ...episodes.map(
      ({ episode, told, text }) =>
        `  ${told}  ${text}${episode.end === null ? '' : ` Until ${episode.end}.`}`,
    ),
    ...rate,
  ].join('\n');
}

const times = (count: number) =>
  count === 1 ? 'it would have spoken once' : `it would have spoken ${count} times`;
