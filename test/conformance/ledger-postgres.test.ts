import { afterAll } from 'vitest';
import { openLedger } from '../../src/ledger/open.js';
import { postgresServer } from '../support/postgres.js';
import { ledgerConformance } from './ledger.js';

const server = await postgresServer();
afterAll(() => server.remove());

ledgerConformance({
  name: 'PostgreSQL',
  clear: async () => void (await server.query('drop schema if exists botdigest cascade')),
  open: () => openLedger({ kind: 'postgres', url: server.url }),
});
