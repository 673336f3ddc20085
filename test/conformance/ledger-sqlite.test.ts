import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openLedger } from '../../src/ledger/open.js';
import { tempFolder } from '../support/temp-folder.js';
import { ledgerConformance } from './ledger.js';

const folder = await tempFolder();
afterAll(() => folder.remove());

ledgerConformance({
  name: 'SQLite',
  clear: () => rm(join(folder.path, 'data'), { recursive: true, force: true }),
  open: () => openLedger({ kind: 'sqlite', path: join(folder.path, 'data', 'botdigest.db') }),
});
