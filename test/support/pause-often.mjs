// A process of its own that pauses a digest again and again while another one queues its slots: node pause-often.mjs <store as JSON> <how often>
// It prints a line of JSON for each pause: from when and until when it holds for sure, up to when slots were looked at once it had ended, and the
// slots in it that have a run already, as it was told.
import { setTimeout as wait } from 'node:timers/promises';
import { openLedger } from '../../src/ledger/open.js';
import { Secret } from '../../src/lib/secret.js';

const [, , text, often] = process.argv;
const store = JSON.parse(text);
const ledger = await openLedger(store.kind === 'postgres' ? { ...store, url: new Secret(store.url) } : store);
const looked = async () => (await ledger.slots.cursors())[0].at;
for (let count = 0; count < Number(often); count++) {
  const at = (await looked()) + 1;
  const { pause, underWay } = await ledger.pauses.pause('often', { until: null, by: 'child' }, at);
  while ((await looked()) < at + 3 * 60_000) await wait(1);
  const end = (await looked()) + 1;
  await ledger.pauses.resume('often', 'child', end);
  const named = underWay.map(({ scheduledFor }) => scheduledFor).filter((slot) => slot >= pause.from);
  process.stdout.write(`${JSON.stringify({ from: pause.from, end, looked: await looked(), named })}\n`);
  await wait(Math.random() * 10);
}
await ledger.close();
