import { startWorker } from '../measure/child.mjs';
import { watchMemory } from '../measure/proc.mjs';
import { interleave, middle } from '../measure/statistics.mjs';

const RUNS = 10_000;
/** Pages by what they are. */
const PAGES = {
  'the overview': '/',
  runs: '/runs',
  'a digest': '/digests/digest0',
  calendar: '/calendar',
  metrics: '/metrics',
};
/** Loads until V8 has compiled the hot code. */
const WARM_UP = 20;

export const pages = {
  key: 'k',
  title: `Pages of the console, with ${RUNS.toLocaleString('en')} runs of ten digests in an SQLite store`,
  async run({ runs, folder }) {
    const worker = await startWorker('console', folder, RUNS);
    const variants = Object.fromEntries(
      Object.entries(PAGES).map(([what, path]) => [what, () => worker.ask(path)]),
    );
    const stop = watchMemory(worker.pid);
    const first = await interleave(1, variants);
    await interleave(WARM_UP, variants);
    const samples = await interleave(runs * 3, variants);
    const memory = stop();
    await worker.stop();
    return {
      rows: [
        { what: 'the overview, first load', ...middle(first['the overview']) },
        ...Object.keys(PAGES).map((what) => ({ what, ...middle(samples[what]) })),
        { what: 'the service, at most', memory },
      ],
      ratios: [
        {
          what: `console: overview with ${RUNS.toLocaleString('en')} runs`,
          value: middle(samples['the overview']).wall,
          most: 100,
          unit: 'ms',
        },
      ],
    };
  },
};
