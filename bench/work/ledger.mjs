// Claims and finishes runs in a ledger: node ledger.mjs <store> <runs>
// One commit queues them, and each takes three more: claim, note and end.
import { openLedger } from '../../src/ledger/open.js';
import { Secret } from '../../src/lib/secret.js';
import { timedHere } from '../measure/serve-requests.mjs';

const [store, count] = process.argv.slice(2);
const ledger = await openLedger(
  store.startsWith('postgres:')
    ? { kind: 'postgres', url: new Secret(store) }
    : { kind: 'sqlite', path: store },
);
const at = Date.now();
const due = Array.from({ length: Number(count) }, (_slot, index) => ({
  scheduledFor: at - index * 60_000,
  trigger: 'cron',
  state: 'queued',
  reason: 'due',
  deadline: null,
}));
const commits = 1 + 3 * due.length;
const took = await timedHere(async () => {
  const to = { digest: `bench-${process.pid}`, schedule: 'bench', at };
  await ledger.slots.advance({ from: null, to, due }, at);
  for (let run = 0; run < due.length; run++) {
    const { lease } = await ledger.runs.claim({ owner: 'bench', until: at + 60_000 }, at);
    await ledger.runs.note(lease, { what: 'fetched', reason: 'complete', detail: null }, at);
    await ledger.runs.finish(lease, { state: 'completed', reason: 'delivered', error: null }, at);
  }
});
await ledger.close();
process.send({ ...took, commits });
process.disconnect();
