// A process of its own that makes one write about pauses: node pause-writes.mjs <file of the store> <pause|resume|skip|unskip>
import { openLedger } from '../../src/ledger/open.js';
import { HOUR, MONDAY } from './ledger-work.js';

const [, , path, write] = process.argv;
const ledger = await openLedger({ kind: 'sqlite', path });
const slot = { digest: 'weekly', scheduledFor: MONDAY + HOUR };
await {
  pause: () => ledger.pauses.pause('weekly', { until: null, by: 'child' }, MONDAY + 1),
  resume: () => ledger.pauses.resume('weekly', 'child', MONDAY + 1),
  skip: () => ledger.pauses.skip(slot, 'child', MONDAY + 1),
  unskip: () => ledger.pauses.unskip(slot, 'child', MONDAY + 1),
}[write]();
await ledger.close();
