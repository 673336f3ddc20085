import { readFileSync } from 'node:fs';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPool,
  type PostgresPoolClient,
  PostgresQueryCompiler,
  sql,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { type FileKey, type PostgresUrl, parsePostgresUrl } from '../../config/values/postgres-url.js';
import { reasonOf, UserError } from '../../lib/errors.js';
import { trustedCertificates } from '../../lib/net/authorities.js';
import type { Secret } from '../../lib/secret.js';
import { type StoreFault, storeError } from '../model/errors.js';
import type { Backend } from './database.js';

/** The schema of our tables, apart from those of other programs. */
export const SCHEMA = 'botdigest';

/** The advisory lock that serialises writers, as SQLite does; held for milliseconds. */
const WRITER_LOCK = 0x626f7464;

const BEGIN_WRITING = [
  // Each statement sees what was committed before it, also where the database's default is another: the lock is waited for within.
  'begin isolation level read committed',
  `set local search_path = ${SCHEMA}`,
  "set local lock_timeout = '5s'",
  "set local idle_in_transaction_session_timeout = '15s'",
  `select pg_advisory_xact_lock(${WRITER_LOCK})`,
].join('; ');

const BIGINT = pg.types.builtins.INT8;

/** `ca` are certificates to trust besides Node's own, as PEM; an `sslrootcert` in the address replaces both. */
export function postgresBackend(url: Secret, ca: readonly string[] = []): Backend {
  const pool = openPool(url, ca, 5);
  return {
    dialect: dialect(pool),
    place: placeOf(url),
    secrets: [url],
    schema: SCHEMA,
    binary: 'bytea',
    lastWritten: null,
    fault: faultOf,
    async tables(kysely) {
      const found = await sql<{
        name: string;
      }>`select table_name as name from information_schema.tables where table_schema = ${SCHEMA}`.execute(
        kysely,
      );
      return found.rows.map(({ name }) => name);
    },
    // Autovacuum does it.
    compact() {},
  };
}

/** SQL outside the ledger on separate connections; rejects with a `LedgerError` as the ledger does. */
export function openSql(url: Secret, connections: number, ca: readonly string[] = []) {
  const pool = openPool(url, ca, connections);
  const execute = async (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> => {
    try {
      return await pool.query(text, values);
    } catch (error) {
      throw storeError(error, { code: faultOf(error), place: placeOf(url), secrets: [url] });
    }
  };
  return {
    execute,
    /** The database's clock, epoch ms. */
    async now(): Promise<number> {
      const { rows } = await execute('select extract(epoch from clock_timestamp())::float8 * 1000 as now');
      return (rows as { now: number }[])[0]?.now ?? 0;
    },
    close: () => pool.end(),
  };
}

function openPool(url: Secret, ca: readonly string[], connections: number): pg.Pool {
  const address = parsePostgresUrl(url.reveal());
  const pool = new pg.Pool({
    ...connectionTo(address, ca),
    Client: clientFor(address),
    max: connections,
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
    keepAlive: true,
    application_name: 'botdigest',
    types: {
      getTypeParser: (oid, format) =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid as number, format as 'text'),
    },
  });
  // A broken connection rejects its queries and is replaced; without a listener its error event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Explicit settings, so that the driver reads neither the address nor PGHOST and PGSSLMODE by its own rules. */
function connectionTo(address: PostgresUrl, ca: readonly string[]): pg.PoolConfig {
  const { host, port, user, password, database, options } = address;
  return {
    host,
    database,
    ssl: tlsOf(address, ca),
    ...(port !== null && { port }),
    ...(user !== null && { user }),
    ...(password !== null && { password }),
    ...(options !== null && { options }),
  };
}

function tlsOf({ encryption, files }: PostgresUrl, more: readonly string[]): pg.PoolConfig['ssl'] {
  if (encryption === 'off') return false;
  const read = (key: FileKey) => (files[key] === undefined ? undefined : pemIn(files[key], key));
  const [own, cert, key] = [read('sslrootcert'), read('sslcert'), read('sslkey')];
  const ca = own ?? trustedCertificates(more);
  return {
    rejectUnauthorized: encryption !== 'unverified',
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(encryption === 'ca' && { checkServerIdentity: () => undefined }),
  };
}

function pemIn(file: string, key: FileKey): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError('bad-address', `store: ${key} ${file} cannot be read: ${reasonOf(error)}.`, {
      exitCode: 2,
      cause: error,
    });
  }
}

/** A server may ask for the clear-text password: it is sent only on this machine or over TLS. */
function clientFor({ local, encryption }: PostgresUrl): typeof pg.Client {
  if (local || encryption !== 'off') return pg.Client;
  return class extends pg.Client {
    _handleAuthCleartextPassword(): void {
      const { connection } = this as unknown as { connection: NodeJS.EventEmitter };
      connection.emit('error', new Error(ASKS_FOR_PASSWORD));
    }
  };
}

const ASKS_FOR_PASSWORD = 'The server asks for the password in clear text over a connection without TLS';

/** A pool that discards a connection whose query timed out. */
const carefully = (pool: pg.Pool): PostgresPool => ({
  async connect() {
    const client = await pool.connect();
    let broken = false;
    const query = async (text: string, values: unknown[]) => {
      try {
        return await client.query(text, values);
      } catch (error) {
        broken ||= faultOf(error) === 'store-unreachable';
        throw error;
      }
    };
    return { query, release: () => client.release(broken) } as unknown as PostgresPoolClient;
  },
  end: () => pool.end(),
});

function placeOf(url: Secret): string {
  const { host, port, database } = parsePostgresUrl(url.reveal());
  const named = host.includes(':') ? `[${host}]` : host;
  return `postgres://${named}${port === null ? '' : `:${port}`}/${database}`;
}

function dialect(pool: pg.Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new TakingTurnsDriver({ pool: carefully(pool) }),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** Serialises writers; the server ends one that stays idle in its transaction. */
class TakingTurnsDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    if (settings.accessMode === 'read only') return super.beginTransaction(connection, settings);
    try {
      await connection.executeQuery(CompiledQuery.raw(BEGIN_WRITING));
    } catch (error) {
      await this.rollbackTransaction(connection);
      throw error;
    }
  }

  /** A broken connection has nothing to roll back; the error that broke it is thrown. */
  override async rollbackTransaction(connection: DatabaseConnection) {
    await super.rollbackTransaction(connection).catch(() => {});
  }
}

const FAULTS: readonly (readonly [RegExp, StoreFault])[] = [
  [/^(55P03|40001|40P01)$/, 'store-busy'],
  [/^53[12]00$/, 'store-full'],
  [/^25006$/, 'store-read-only'],
  [/^(28...|3D000|42501|3F000)$/, 'store-refused'],
  [/^XX00[12]$/, 'store-damaged'],
  [/^(08...|57P..|57014|53300|53400|25P03|E[A-Z]+)$/, 'store-unreachable'],
];

/** Codes of Node and OpenSSL, and messages of the driver, when a connection cannot be made safe. */
const INSECURE_CODES = /^(ERR_TLS_.+|ERR_SSL_.+|EPROTO|.*(CERT|SIGNATURE|ISSUER|CRL).*)$/;
const INSECURE = new RegExp(
  `does not support SSL|error establishing an SSL|alert number|${ASKS_FOR_PASSWORD}`,
);

/** Driver messages that have no code. */
const BROKEN = /terminated|timeout|not queryable|Client was closed|Connection ended/i;

function faultOf(error: unknown): StoreFault | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (INSECURE_CODES.test(code) || INSECURE.test(error.message)) return 'store-insecure';
  const known = FAULTS.find(([codes]) => codes.test(code))?.[1];
  if (known !== undefined) return known;
  return code === '' && BROKEN.test(error.message) ? 'store-unreachable' : null;
}
