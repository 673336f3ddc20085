import type { Campaign, CountRow, FalseAlarms } from './campaign.js';

/** What the simulation measured, as the tables of docs/alerts.md. */
export function tablesOf(campaign: Campaign): string {
  return [
    'Counts: false alarms a year of one bot whose alert watches for silence and for what is unusual, and the median number of days until it is noticed that',
    'the bot is dead, halved or doubled (– for more than ten weeks).',
    '',
    countTable(campaign),
    '',
    'Rates that are 10 %: false alarms a year above a limit of 20 %, on one day and on three in a row, and of a rise by 50 % over seven days.',
    '',
    rateTable(campaign),
    '',
    'Changes: false alarms a year of a fall and of a rise of conversations by 30 % over seven days.',
    '',
    changeTable(campaign),
    '',
    `Of ${campaign.years} years a row, and as many changes.`,
  ].join('\n');
}

const countTable = ({ counts }: Campaign) =>
  table(
    [
      ...['a day', 'φ', 'silence', 'unusual', 'drift', 'together', 'growing 2 % a week', 'with holidays'],
      ...['dead', 'halved', 'doubled'],
    ],
    counts.map(({ daily, dispersion, steady, growing, holidays, noticed }) => [
      String(daily),
      String(dispersion),
      ...[steady.silence, steady.unusual, steady.drift].map(perYear),
      ...[steady, growing, holidays].map((alarms) => perYear(together(alarms))),
      ...[noticed.dead, noticed.halved, noticed.doubled].map(days),
    ]),
  );

const rateTable = ({ rates }: Campaign) =>
  table(
    ['uses a day', 'φ', 'above', 'above for 3 days', 'up'],
    rates.map(({ uses, dispersion, above, aboveForThree, up }) => [
      String(uses),
      String(dispersion),
      ...[above, aboveForThree, up].map(perYear),
    ]),
  );

const changeTable = ({ changes }: Campaign) =>
  table(
    ['a day', 'φ', 'down', 'up'],
    changes.map(({ daily, dispersion, down, up }) => [
      String(daily),
      String(dispersion),
      perYear(down),
      perYear(up),
    ]),
  );

export const together = ({ silence, unusual, drift }: FalseAlarms): number => silence + unusual + drift;

const perYear = (count: number) => count.toFixed(2);
const days = (count: CountRow['noticed']['dead']) => (count === null ? '–' : String(count));

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${' ---: |'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}
