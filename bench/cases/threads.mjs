import { startWorker } from '../measure/child.mjs';
import { watchMemory } from '../measure/proc.mjs';
import { interleave, median, middle } from '../measure/statistics.mjs';

/** Digests asked for at once: more than any number of threads renders at a time. */
const DIGESTS = 24;
const THREADS = [1, 2];
/** Rounds until V8 has compiled the hot code of each thread. */
const WARM_UP = 3;

const NOTE =
  'One thread keeps more than one core busy: V8 collects garbage on others beside it. The second thread has what is left of two cores.';

export const threads = {
  key: 't',
  title: `${DIGESTS} standard digests as PDF, asked for at once, on the render threads of a service`,
  async run({ runs, standard }) {
    const workers = await Promise.all(THREADS.map((count) => startWorker('threads', standard, count)));
    const variants = Object.fromEntries(
      THREADS.map((count, index) => [count, () => workers[index].ask(DIGESTS)]),
    );
    await interleave(WARM_UP, variants);
    const samples = await interleave(runs, variants);
    const rows = [];
    for (const [index, count] of THREADS.entries()) {
      const stop = watchMemory(workers[index].pid);
      await workers[index].ask(DIGESTS);
      rows.push({ what: `renderThreads: ${count}`, ...middle(samples[count]), memory: stop() });
    }
    await Promise.all(workers.map((worker) => worker.stop()));
    const wall = (count) => median(samples[count].map((sample) => sample.wall));
    return {
      rows: rows.map((row) => ({ ...row, more: `${((DIGESTS / row.wall) * 1000).toFixed(1)} a second` })),
      ratios: [
        {
          what: 'digests a second on two render threads, times that of one',
          value: wall(1) / wall(2),
        },
      ],
      notes: [NOTE],
    };
  },
};
