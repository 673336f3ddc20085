import { runProgram } from '../measure/run-program.mjs';
import { median } from '../measure/statistics.mjs';

/** Repetitions per number of digests; large numbers take minutes. */
const TIMES = { 10: 3, 100: 1, 1000: 1 };
const CONCURRENCY = 8;
export const instant = {
  key: 'c',
  title: 'Digests due at one instant, as PDF into a folder; the API answers in 20 ms, 8 requests at a time',
  async run({ folder, api }) {
    await runProgram('instant', [folder, api.ready, 10]);
    await api.ask('so far');
    const measured = Object.fromEntries(Object.keys(TIMES).map((count) => [count, []]));
    for (let time = 0; time < TIMES[10]; time++)
      for (const [count, times] of Object.entries(TIMES))
        if (time < times)
          measured[count].push(await runProgram('instant', [folder, api.ready, count], { memory: true }));
    const { most, served } = await api.ask('so far');
    return {
      rows: Object.entries(measured).map(([count, samples]) =>
        instantRow(`${count} digests`, count, samples),
      ),
      ratios: ratiosOf(measured, most),
      figures: figuresOf(measured, served),
    };
  },
};

/** Runs of `instant` as a row of the table. */
export function instantRow(what, count, samples) {
  const of = (key) => median(samples.map((sample) => sample[key]));
  const states = Object.entries(samples[0].states).map(([state, number]) => `${number} ${state}`);
  return {
    what,
    wall: of('wall'),
    cpu: of('cpu'),
    memory: of('memory'),
    more: `${states.join(', ')}; ${(count / (of('wall') / 1000)).toFixed(1)} a second; CPU ${(of('cpu') / count).toFixed(0)} ms each`,
  };
}

/** Costs of one digest among many, for the simulation. */
function figuresOf(measured, served) {
  const all = Object.entries(measured).reduce((sum, [count, samples]) => sum + count * samples.length, 0);
  return { cpu: measured[1000][0].cpu / 1000, requests: Math.round(served / all) };
}

function ratiosOf(measured, most) {
  const each = (count, key) => median(measured[count].map((sample) => sample[key])) / count;
  const many = measured[1000][0];
  const what = '1,000 digests at one instant';
  return [
    { what: `${what}: CPU each, times that of 10`, value: each(1000, 'cpu') / each(10, 'cpu'), most: 1.1 },
    { what: `${what}: wall each, times that of 10`, value: each(1000, 'wall') / each(10, 'wall'), most: 1.1 },
    { what: `${what}: peak memory`, value: many.memory / 1e6, most: 300, unit: 'MB' },
    { what: `${what}: most requests at a time`, value: most, most: CONCURRENCY },
    {
      what: `${what}: longest turn of the event loop, with the first ten that load all code`,
      value: Math.max(many.atFirst, many.longest),
      most: 100,
      unit: 'ms',
    },
    { what: `${what}: longest turn after the first ten`, value: many.longest, most: 100, unit: 'ms' },
  ];
}
