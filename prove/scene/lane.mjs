import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openProxy } from '../program/proxy.mjs';

export const WITNESSES = /** @type {const} */ (['smtp', 'slack', 'webhook', 'teams', 's3', 'api']);
const FOLDER = fileURLToPath(new URL('../witnesses/', import.meta.url));

/** Nobody talks to the bot `silent` on these days (UTC). */
export const SILENT = { story: '5b07ff77c2376e30306d9b13', from: '2026-11-03', to: '2026-11-04' };

/**
 * One set of witnesses, each behind a network of its own, which one trial at a time uses.
 *
 * @typedef {import('../witnesses/witness.mjs').Fault} Fault
 * @typedef {Partial<Record<typeof WITNESSES[number], readonly Fault[]>>} Faults
 * @typedef {{ smtp: { host: string, port: number }, slack: string, webhook: string, teams: string, s3: string, api: string }} Addresses
 * @typedef {{ name: string, addresses: Addresses, networks: Readonly<Record<typeof WITNESSES[number], import('../program/proxy.mjs').Proxy>>,
 *   open(folder: string, faults: Faults): Promise<void>, fault(faults: Faults): Promise<void>, settle(alone: boolean): Promise<void>, close(): void }} Lane
 *   `settle` waits until all that a process had sent is in the histories; `alone`: no other process is connected
 */

/** @param {string} name @returns {Promise<Lane>} */
export async function openLane(name) {
  const env = { ...process.env, SILENT: SILENT.story, SILENT_FROM: SILENT.from, SILENT_TO: SILENT.to };
  const opened = await Promise.all(
    WITNESSES.map(async (kind) => {
      const child = fork(join(FOLDER, `${kind}.mjs`), { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      const [ready] = await once(child, 'message');
      return { kind, child, ready };
    }),
  );
  const networks = Object.fromEntries(
    await Promise.all(
      opened.map(async ({ kind, ready }) => {
        const { hostname, port } = new URL(ready.url ?? `smtp://${ready.host}:${ready.port}`);
        return [kind, await openProxy({ host: hostname, port: Number(port) })];
      }),
    ),
  );
  const at = (/** @type {string} */ kind) => `http://127.0.0.1:${networks[kind].port}`;
  const addresses = {
    smtp: { host: '127.0.0.1', port: networks.smtp.port },
    ...{ slack: at('slack'), webhook: at('webhook'), teams: at('teams'), s3: at('s3'), api: at('api') },
  };
  const tell = async (/** @type {(kind: typeof WITNESSES[number]) => object} */ what) =>
    void (await Promise.all(
      opened.map(async ({ kind, child }) => {
        const done = once(child, 'message');
        child.send(what(kind));
        await done;
      }),
    ));
  return {
    name,
    addresses,
    networks: /** @type {any} */ (networks),
    open: (folder, faults) =>
      tell((kind) => ({ do: 'open', history: join(folder, `${kind}.jsonl`), faults: faults[kind] ?? [] })),
    fault: (faults) => tell((kind) => ({ do: 'faults', faults: faults[kind] ?? [] })),
    async settle(alone) {
      const isOpen = () => Object.values(networks).some((network) => network.connections() > 0);
      for (const begun = Date.now(); alone && isOpen() && Date.now() - begun < 3_000; ) await pause(10);
      await tell(() => ({ do: 'settle' }));
    },
    close: () => {
      for (const network of Object.values(networks)) network.close();
      for (const { child } of opened) child.disconnect();
    },
  };
}
