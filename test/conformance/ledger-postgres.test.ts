import { afterAll } from 'vitest';
import { openLedger } from '../../src/ledger/open.js';
import { postgresServer } from '../support/postgres.js';
import { ledgerConformance } from './ledger.js';

const server = await postgresServer();
afterAll(() => server.remove());

/** Rows of any table in any order, without the keys of others in their way; the version of the tables stays. */
const EMPTY = `do $$
declare made text;
begin
  set local session_replication_role = replica;
  for made in select tablename from pg_tables where schemaname = 'botdigest' loop
    execute format('delete from botdigest.%I %s', made, case made when 'meta' then 'where key <> ''schema''' end);
  end loop;
end $$`;

ledgerConformance({
  name: 'PostgreSQL',
  clear: async () => void (await server.query('drop schema if exists botdigest cascade')),
  empty: async () => void (await server.query(EMPTY)),
  open: () => openLedger({ kind: 'postgres', url: server.url }),
});
