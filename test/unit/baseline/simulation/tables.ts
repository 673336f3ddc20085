import type { Campaign, Told } from './campaign.js';

/** What the simulation measured, as the tables of docs/figures.md. */
export function tablesOf({ trials, range, guard, rates }: Campaign): string {
  return [
    `Outside the usual range of the whole, of 100 weeks (${trials.toLocaleString('en')} trials each):`,
    table(
      [
        'a week',
        'φ',
        'unchanged',
        'after a spike',
        'after a holiday',
        ...CHANGES,
        'halved after a spike',
        'after a holiday',
      ],
      range.map(({ weekly, dispersion, told: { none, spike, holiday } }) => [
        whole(weekly),
        whole(dispersion),
        ...[none, spike, holiday].map(({ unchanged }) => percent(unchanged)),
        ...changes(none),
        percent(spike.halved),
        percent(holiday.halved),
      ]),
    ),
    'News by the guard against the week before, among 1, 5 and 15 candidates of so many a week each; “unchanged” is any of them:',
    table(
      [
        'a week each',
        'φ',
        ...[1, 5, 15].map((count) => `unchanged, of ${count}`),
        ...CHANGES,
        ...CHANGES.map((change) => `${change}, of 15`),
      ],
      guard.map(({ weekly, dispersion, told }) => [
        whole(weekly),
        whole(dispersion),
        ...Object.values(told).map(({ unchanged }) => percent(unchanged)),
        ...[told[1], told[15]].flatMap((each) => (each ? changes(each) : [])),
      ]),
    ),
    'Rates, outside the usual range and by the guard against the week before; “bad week” has one of three times the rate in the history:',
    table(
      [
        'uses a week',
        'rate',
        'φ',
        'unchanged',
        'tripled',
        'unchanged, bad week',
        'tripled, bad week',
        'guard: unchanged',
        'guard: tripled',
      ],
      rates.map(({ uses, rate, dispersion, range: usual, bad, guard: news }) => [
        whole(uses),
        `${whole(rate * 100)} %`,
        whole(dispersion),
        ...[usual, bad, news].flatMap(({ unchanged, tripled }) => [percent(unchanged), percent(tripled)]),
      ]),
    ),
  ].join('\n\n');
}

const CHANGES = ['halved', 'doubled', 'dead'];
const changes = ({ halved, doubled, dead }: Told) => [halved, doubled, dead].map(percent);
const whole = (value: number) => Math.round(value).toLocaleString('en');
const percent = (share: number) => (share * 100).toFixed(1);

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${' ---: |'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}
