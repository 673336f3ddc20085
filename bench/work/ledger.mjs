// Claims and finishes runs in a ledger: node ledger.mjs <store> <runs>
import { openLedger } from '../../src/ledger/open.js';
import { Secret } from '../../src/lib/secret.js';
import { timedHere } from '../measure/serve-requests.mjs';
import { COMMITS_EACH, finishRuns } from '../scene/finished-runs.mjs';

const [store, count] = process.argv.slice(2);
const ledger = await openLedger(
  store.startsWith('postgres:')
    ? { kind: 'postgres', url: new Secret(store) }
    : { kind: 'sqlite', path: store },
);
const took = await timedHere(() => finishRuns(ledger, `bench-${process.pid}`, Number(count)));
await ledger.close();
process.send({ ...took, commits: 1 + COMMITS_EACH * count });
process.disconnect();
