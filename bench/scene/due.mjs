import { fingerprint } from '../../src/schedule/due.js';

const HOUR = 3_600_000;
const SCHEDULE = '0 * * * *';

/** A distinct story id per number. */
export const storyOf = (id) => (0x100000 + id).toString(16).padStart(24, '5');

/** Digests of one bot each, all due at every full hour, delivered as a PDF to one entry of `deliver:`. */
export function instantConfig({
  apiUrl,
  digests,
  store,
  tokenOf = () => 'sandbox',
  deliver = '{ folder: { path: ./out } }',
}) {
  const ids = Array.from({ length: digests }, (_digest, index) => index);
  return `timezone: Europe/Warsaw
store: ${store}
server: off
concurrency: 4
chatbot: { token: sandbox, baseUrl: "${apiUrl}", concurrency: 8, minInterval: 0ms }
bots:
${ids.map((id) => `  bot${id}: { name: Support bot ${id}, storyId: "${storyOf(id)}", token: ${tokenOf(id)} }`).join('\n')}
digests:
${ids
  .map(
    (id) => `  digest${id}:
    title: Support bot ${id}, the last 30 days
    schedule: "${SCHEDULE}"
    bots: [bot${id}]
    period: last30days
    formats: [pdf]
    deliver: [${deliver}]`,
  )
  .join('\n')}
`;
}

/** Sets the schedule cursors to just before the last full hour. */
export async function dueNow(ledger, config) {
  const at = Math.floor(Date.now() / HOUR) * HOUR - 1000;
  for (const { id, timezone: zone, catchUp, maxLateness } of config.digests.values()) {
    const schedule = fingerprint({ schedule: SCHEDULE, zone, catchUp, maxLateness });
    await ledger.slots.advance({ from: null, to: { digest: id, schedule, at }, due: [] }, at);
  }
}
