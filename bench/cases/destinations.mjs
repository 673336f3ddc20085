import { startDestinations } from '../measure/destinations.mjs';
import { runProgram } from '../measure/run-program.mjs';
import { interleave } from '../measure/statistics.mjs';
import { instantRow } from './instant.mjs';

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
      const row = ([what, times]) => instantRow(`to ${what}`, DIGESTS, times);
      return { rows: Object.entries(samples).map(row), ratios: [] };
    } finally {
      close();
    }
  },
};
