import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dueNow, instantConfig, openConfig, openLedger, systemClock } from '../built.mjs';
import { startWorker } from '../measure/child.mjs';
import { startPostgres } from '../measure/postgres.mjs';

const PROCESSES = [1, 2, 4];
/** Digests per process. */
const EACH = 20;
/** Response time of the slow API, ms. */
const SLOW = 400;
/** Concurrent digests per process. */
const CONCURRENCY = 4;

export const scaling = {
  key: 's',
  title: 'One, two and four worker processes on one PostgreSQL, against an API that answers in 400 ms',
  async run({ folder }) {
    const api = await startWorker('api', SLOW);
    const postgres = await startPostgres();
    try {
      // Warms the cache of the API, so that generating answers is not measured.
      await share({ folder, api, postgres, processes: 1, digests: 4 });
      const measured = [];
      for (const processes of PROCESSES)
        measured.push(await share({ folder, api, postgres, processes, digests: processes * EACH }));
      return { rows: measured.map(row), ratios: ratiosOf(measured) };
    } finally {
      await postgres.stop();
      await api.stop();
    }
  },
};

let databases = 0;

/** Digests that are all due, each with its own token, processed by several processes. */
async function share({ folder, api, postgres, processes, digests }) {
  const name = `scaling${++databases}`;
  const store = await postgres.database(name);
  mkdirSync(join(folder, name));
  const file = join(folder, name, 'config.yaml');
  writeFileSync(file, instantConfig({ apiUrl: api.ready, digests, store, tokenOf: (id) => `token${id}` }));
  const config = await openConfig(file, { env: {}, clock: systemClock });
  const ledger = await openLedger(config.store);
  await dueNow(ledger, config);
  const start = performance.now();
  const workers = await Promise.all(Array.from({ length: processes }, () => startWorker('service', file)));
  while (((await ledger.history.counts()).runs.completed ?? 0) < digests) await wait(100);
  const wall = performance.now() - start;
  const results = await Promise.all(workers.map((worker) => worker.ask('stop')));
  await Promise.all([...workers.map((worker) => worker.stop()), ledger.close()]);
  const sum = (key) => results.reduce((all, one) => all + one[key], 0);
  return { processes, digests, wall, cpu: sum('cpu'), waited: sum('waited') };
}

const rate = ({ digests, wall }) => digests / (wall / 1000);
/** Share of the available processing time. */
const waiting = ({ processes, wall, waited }) => waited / (processes * CONCURRENCY * wall);

const row = (one) => ({
  what: `${one.processes} process${one.processes > 1 ? 'es' : ''}, ${one.digests} digests`,
  wall: one.wall,
  cpu: one.cpu,
  more: `${rate(one).toFixed(2)} digests a second; ${(waiting(one) * 100).toFixed(1)} % of the time waits on PostgreSQL`,
});

function ratiosOf([one, ...more]) {
  return more.map((many) => ({
    what: `digests a second with ${many.processes} processes, times that of one`,
    value: rate(many) / rate(one),
  }));
}
