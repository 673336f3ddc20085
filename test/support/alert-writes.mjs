// A process of its own that makes one write about alerts: node alert-writes.mjs <file of the store> <check|snooze|unsnooze> <lease as JSON>
import { openLedger } from '../../src/ledger/open.js';
import { checkOf, DAY, episodeOf } from './alert-work.js';
import { MONDAY, planFor } from './ledger-work.js';

const [, , path, write, lease] = process.argv;
const ledger = await openLedger({ kind: 'sqlite', path });
const check = checkOf({ episodes: [episodeOf('outage', 'support')] });
const until = write === 'snooze' ? MONDAY + DAY : null;
if (write === 'check')
  await ledger.runs.plan(JSON.parse(lease), { ...planFor('ada@example.com'), check }, MONDAY);
else await ledger.alerts.snooze('outage', { until, by: write }, MONDAY + 1);
await ledger.close();
