import type { Command } from 'commander';
import { seriesKey } from '../../alerts/series.js';
import type { AlertStatus, SeriesStatus } from '../../alerts/status.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { instant } from '../terminal/run-record.js';
import { table } from '../terminal/table.js';
import { alertTestCommand } from './test.js';

export function alertsCommand(command: Command, context: CliContext): void {
  command
    .usage('[options] [test]')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  botdigest alerts\n  botdigest alerts --json\n  botdigest alerts test outage --since 180d\n',
    )
    .action(async () => {
      const { json, config } = command.optsWithGlobals<CommonOptions>();
      await withApp(context, config, async (app) => {
        const alerts = await app.alerts();
        context.terminal.print(json ? JSON.stringify(alerts.map(statusJson), null, 2) : statusText(alerts));
      });
    });
  alertTestCommand(
    command.command('test').description('show what alerts would have said in the past, sending nothing'),
    context,
  );
}

function statusJson({ alert, state, since, checkedAt, series, snoozedUntil }: AlertStatus) {
  return {
    ...{ id: alert.id, state, since, checkedAt: instant(checkedAt) },
    series: series.map(({ reading, ...one }) => ({
      ...one,
      ...{ value: reading?.value ?? null, low: reading?.low ?? null, high: reading?.high ?? null },
      ...{ z: reading?.z ?? null, day: reading?.day ?? null },
    })),
    snoozedUntil: instant(snoozedUntil),
    falseAlarmsPerYear: alert.budget,
  };
}

function statusText(alerts: readonly AlertStatus[]): string {
  if (alerts.length === 0)
    return 'The configuration has no alerts. docs/alerts.md shows how to write one under alerts:.';
  const rows = alerts.flatMap(rowsOf);
  const columns = ['Alert', 'State', 'Since', 'Watched', 'Value', 'Usual or limit', 'Last check'];
  return table(
    columns.map((title) => ({ title })),
    rows,
  );
}

/** A row for the alert, and one for each series that is not well. */
function rowsOf({ alert, state, since, checkedAt, series, snoozedUntil }: AlertStatus): string[][] {
  const until = snoozedUntil === null ? '' : ` until ${instant(snoozedUntil)}`;
  const watched = `${series.length} watched`;
  const notWell = series.filter((one) => one.state !== 'well' && one.reading !== null);
  return [
    [alert.id, `${state}${until}`, since ?? '', watched, '', '', instant(checkedAt) ?? 'never'],
    ...notWell.map((one) => [
      '',
      one.state,
      one.since ?? '',
      seriesKey(one),
      ...figuresOf(one),
      one.reading?.day ?? '',
    ]),
  ];
}

function figuresOf({ kind, reading }: SeriesStatus): readonly string[] {
  if (reading === null) return ['', ''];
  if (kind === 'gap') return [hours(reading.value), `at most ${hours(reading.high)}`];
  const { value, low, high } = reading;
  const range = low === null && high === null ? '' : `${shown(low) || '–'} … ${shown(high) || '–'}`;
  return [shown(value), range];
}

const hours = (ms: number | null): string =>
  ms === null ? 'no answer yet' : `${Math.round(ms / 3_600_000)} h`;

/** Rates have two digits of a percent; counts none. */
const shown = (value: number | null): string =>
  value === null
    ? ''
    : Number.isInteger(value)
      ? String(value)
      : value < 1
        ? `${(100 * value).toFixed(1)}%`
        : value.toFixed(1);
