import { costsOf, planText } from '../simulate/plan.mjs';
import { table } from './table.mjs';

/** The results as Markdown. */
export function markdown({ machine, cases }) {
  const costs = costsOf({ cases });
  const ratios = cases.flatMap((one) => one.ratios);
  return [
    '# Measured',
    '',
    'Written by `npm run bench`; `results.json` holds the same for programs. Wall and CPU are medians of interleaved runs; memory is the',
    'peak of the process tree with shared pages divided among those who share them (PSS). Ratios are of runs that took turns.',
    '',
    `On ${machineLine(machine)} Before the first case the load was ${machine.load}.`,
    '',
    '## Targets',
    '',
    ratioTable(ratios),
    ...cases.flatMap(section),
    ...(costs ? ['## Simulated', '', planText(costs)] : []),
  ].join('\n');
}

export const machineLine = ({ cores, processor, memory, system, node, date }) =>
  `${cores} cores (${processor}), ${memory} of memory, ${system}, Node ${node}, ${date}.`;

export function ratioTable(ratios) {
  const rows = ratios.map((ratio) => [ratio.what, figure(ratio), target(ratio), verdict(ratio)]);
  return table(['what', 'measured', 'target', ''], rows);
}

const hasTarget = ({ least, most }) => least !== undefined || most !== undefined;

function verdict(ratio) {
  const { value, least = -Infinity, most = Infinity } = ratio;
  if (!hasTarget(ratio)) return '';
  return value >= least && value <= most ? 'met' : 'missed';
}

const figure = ({ value, unit = '' }) => `${short(value)}${unit && ` ${unit}`}`;
const target = (ratio) => (hasTarget(ratio) ? bound(ratio) : '');
const bound = ({ least, most, unit = '' }) =>
  `${least === undefined ? 'at most' : 'at least'} ${short(least ?? most)}${unit && ` ${unit}`}`;

function section({ key, title, rows, notRun, notes = [] }) {
  const head = ['', `## ${key}. ${title}`, ''];
  if (notRun) return [...head, `Not run: ${notRun}.`, ''];
  const lines = rows.map(({ what, wall, cpu, memory, more = '' }) => [
    what,
    ms(wall),
    ms(cpu),
    mb(memory),
    more,
  ]);
  return [
    ...head,
    table(['', 'wall', 'CPU', 'peak memory', ''], lines),
    '',
    ...notes.map((note) => `${note}\n`),
  ];
}

const short = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
const ms = (value) =>
  value === undefined ? '' : value >= 10_000 ? `${short(value / 1000)} s` : `${short(value)} ms`;
const mb = (value) => (value === undefined ? '' : `${(value / 1e6).toFixed(0)} MB`);
