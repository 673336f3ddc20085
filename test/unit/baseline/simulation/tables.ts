import type { Campaign, Told } from './campaign.js';

/** What the simulation measured, as the tables of docs/figures.md; shares are percentages of weeks. */
export function tablesOf(campaign: Campaign): string {
  return [
    'The whole: weeks outside the usual range. The columns after φ are of an unchanged week, then of a changed one; “spike”, “holiday” and “slack week”',
    'say what the history had.',
    '',
    rangeTable(campaign),
    '',
    'The guard: news against the week before, among 1, 5 and 15 candidates of so many a week each. “Unchanged” counts weeks in which any is news.',
    '',
    guardTable(campaign),
    '',
    'Rates: outside the usual range, and news by the guard against the week before. The “bad week” had three times the rate.',
    '',
    rateTable(campaign),
    '',
    'Silence: false ones of a bot in a year, and the median number of empty days after which a dead bot is told.',
    '',
    silenceTable(campaign),
    '',
    `Of ${whole(campaign.trials)} trials a row, and ${whole(campaign.years)} years.`,
  ].join('\n');
}

const rangeTable = ({ range }: Campaign) =>
  table(
    [
      'a week',
      'φ',
      'unchanged',
      'spike',
      'holiday',
      'slack week',
      ...CHANGES,
      'halved, spike',
      'halved, holiday',
    ],
    range.map(({ weekly, dispersion, told: { none, spike, holiday, slackWeek } }) => [
      whole(weekly),
      whole(dispersion),
      ...[none, spike, holiday, slackWeek].map(({ unchanged }) => percent(unchanged)),
      ...changes(none),
      percent(spike.halved),
      percent(holiday.halved),
    ]),
  );

const guardTable = ({ guard }: Campaign) =>
  table(
    [
      ...['a week each', 'φ', 'unchanged, of 1', 'of 5', 'of 15', ...CHANGES],
      ...CHANGES.map((change) => `${change}, of 15`),
    ],
    guard.map(({ weekly, dispersion, told }) => [
      whole(weekly),
      whole(dispersion),
      ...Object.values(told).map(({ unchanged }) => percent(unchanged)),
      ...[told[1], told[15]].flatMap((each) => (each ? changes(each) : [])),
    ]),
  );

const rateTable = ({ rates }: Campaign) =>
  table(
    [
      ...['uses a week', 'rate', 'φ', 'unchanged', 'tripled', 'unchanged, bad week', 'tripled, bad week'],
      ...['guard: unchanged', 'guard: tripled'],
    ],
    rates.map(({ uses, rate, dispersion, range, bad, guard }) => [
      whole(uses),
      `${whole(rate * 100)} %`,
      whole(dispersion),
      ...[range, bad, guard].flatMap(({ unchanged, tripled }) => [percent(unchanged), percent(tripled)]),
    ]),
  );

const silenceTable = ({ silence }: Campaign) =>
  table(
    ['a day', 'φ', 'false a year', 'days until told'],
    silence.map(({ daily, dispersion, falseAYear, medianDays }) => [
      String(daily),
      whole(dispersion),
      falseAYear.toFixed(2),
      String(medianDays),
    ]),
  );

const CHANGES = ['halved', 'doubled', 'dead'];
const changes = ({ halved, doubled, dead }: Told) => [halved, doubled, dead].map(percent);
const whole = (value: number) => Math.round(value).toLocaleString('en');
const percent = (share: number) => (share * 100).toFixed(1);

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${' ---: |'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}
