// A service that runs until it is stopped: node service.mjs <config>
// Reports its CPU time and its waiting time for PostgreSQL, ms.
import pg from 'pg';
import { createApp } from '../../src/app.js';
import { openConfig } from '../../src/configuration.js';
import { packageFile } from '../../src/lib/system/package-file.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { serveRequests } from '../measure/serve-requests.mjs';

let waited = 0;
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function timedQuery(...args) {
  const start = performance.now();
  const answer = query.apply(this, args);
  answer
    ?.finally?.(() => {
      waited += performance.now() - start;
    })
    .catch(() => {});
  return answer;
};

const config = await openConfig(process.argv[2], { env: {}, clock: systemClock });
const app = createApp(config, {
  env: {},
  clock: systemClock,
  renderThread: packageFile('dist/render-thread.js'),
});
const running = await app.start(() => {});
serveRequests('ready', async () => {
  const { user, system } = process.cpuUsage();
  await running.stop();
  await app.stop();
  return { cpu: (user + system) / 1000, waited };
});
