import { join } from 'node:path';
import { startPostgres } from '../measure/postgres.mjs';
import { runProgram } from '../measure/run-program.mjs';
import { interleave, median } from '../measure/statistics.mjs';

const RUNS = 200;

export const ledger = {
  key: 'g',
  title: 'Commits of the ledger, one after the other, each on the disk before the next',
  async run({ runs, folder }) {
    const postgres = await startPostgres();
    try {
      const url = await postgres.database('ledger');
      let files = 0;
      const samples = await interleave(Math.min(runs, 3), {
        SQLite: () => runProgram('ledger', [join(folder, `ledger-${files++}.db`), RUNS]),
        PostgreSQL: () => runProgram('ledger', [url, RUNS]),
      });
      return {
        rows: Object.entries(samples).map(row),
        ratios: [],
        figures: { commitsPerSecond: rateOf(samples.PostgreSQL) },
      };
    } finally {
      await postgres.stop();
    }
  },
};

function row([store, samples]) {
  const of = (key) => median(samples.map((sample) => sample[key]));
  const { commits } = samples[0];
  const more = `${Math.round(rateOf(samples))} a second`;
  return { what: `${store}, ${commits} commits`, wall: of('wall'), cpu: of('cpu'), more };
}

function rateOf(samples) {
  return samples[0].commits / (median(samples.map(({ wall }) => wall)) / 1000);
}
