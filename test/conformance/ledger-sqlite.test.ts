import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openLedger } from '../../src/ledger/open.js';
import { tempFolder } from '../support/temp-folder.js';
import { ledgerConformance } from './ledger.js';

const folder = await tempFolder();
afterAll(() => folder.remove());

const open = () => openLedger({ kind: 'sqlite', path: join(folder.path, 'data', 'botdigest.db') });
const clear = () => rm(join(folder.path, 'data'), { recursive: true, force: true });

/** A store without rows. */
const made = join(folder.path, 'made');

ledgerConformance({
  name: 'SQLite',
  clear,
  async empty() {
    await clear();
    if (existsSync(made)) return cp(made, join(folder.path, 'data'), { recursive: true });
    await (await open()).close();
    await cp(join(folder.path, 'data'), made, { recursive: true });
  },
  open,
});
