import { startDestinations } from '../measure/destinations.mjs';
import { runProgram } from '../measure/run-program.mjs';
import { interleave, median } from '../measure/statistics.mjs';

const DIGESTS = 40;

export const destinations = {
  key: 'j',
  title: `${DIGESTS} digests due at one instant, to one kind of destination, which answers at once on this machine`,
  async run({ runs, folder, api }) {
    const { entries, close } = await startDestinations();
    try {
      const deliverTo = ([what, entry]) => [
        what,
        () => runProgram('instant', [folder, api.ready, DIGESTS, entry]),
      ];
      const samples = await interleave(
        Math.min(runs, 3),
        Object.fromEntries(Object.entries(entries).map(deliverTo)),
      );
      return { rows: Object.entries(samples).map(row), ratios: [] };
    } finally {
      close();
    }
  },
};

function row([what, samples]) {
  const of = (key) => median(samples.map((sample) => sample[key]));
  const states = Object.entries(samples[0].states).map(([state, number]) => `${number} ${state}`);
  return {
    what: `to ${what}`,
    wall: of('wall'),
    cpu: of('cpu'),
    more: `${states.join(', ')}; ${(DIGESTS / (of('wall') / 1000)).toFixed(1)} a second; CPU ${(of('cpu') / DIGESTS).toFixed(0)} ms each`,
  };
}
