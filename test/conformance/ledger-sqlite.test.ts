import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Libsql from 'libsql';
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
  async sql(statement) {
    const db = new Libsql(join(folder.path, 'data', 'botdigest.db'));
    try {
      db.pragma('foreign_keys = OFF');
      const head = db.prepare("select value from meta where key = 'head'").all() as { value: string }[];
      const prepared = db.prepare(statement);
      if (prepared.reader) return prepared.all() as Record<string, string | number | null>[];
      prepared.run();
      // SQLite cannot leave triggers out.
      if (!statement.includes(' meta ') && head[0])
        db.prepare("update meta set value = ? where key = 'head'").run([head[0].value]);
      return [];
    } finally {
      db.close();
    }
  },
});
