import { afterAll } from 'vitest';
import { openLedger } from '../../src/ledger/open.js';
import { postgresServer } from '../support/postgres.js';
import { ledgerConformance } from './ledger.js';

const server = await postgresServer();
const beside = await server.session();
await beside.query('set search_path = botdigest; set session_replication_role = replica');
afterAll(async () => {
  await beside.end();
  await server.remove();
});

/** Rows of any table in any order, without the keys of others in their way; the version of the tables stays. */
const EMPTY = `do $$
declare made text;
begin
  set local session_replication_role = replica;
  for made in select tablename from pg_tables where schemaname = 'botdigest' loop
    execute format('delete from botdigest.%I %s', made, case made when 'meta' then 'where key <> ''schema''' end);
  end loop;
end $$`;

/** Columns that the driver hands over as text. */
const BIGINTS = /^(seq|at|first|last|scheduled_for|deadline|fence|lease_until|not_before|.*_at)$/;
const asNumber = (value: string | number | null | undefined) => (value == null ? null : Number(value));

ledgerConformance({
  name: 'PostgreSQL',
  clear: async () => void (await server.query('drop schema if exists botdigest cascade')),
  empty: async () => void (await beside.query(EMPTY)),
  open: () => openLedger({ kind: 'postgres', url: server.url }),
  async sql(statement) {
    const { rows } = (await beside.query(statement)) as { rows: Record<string, string | number | null>[] };
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, BIGINTS.test(key) ? asNumber(value) : value]),
      ),
    );
  },
});
