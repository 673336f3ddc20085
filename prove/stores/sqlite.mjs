import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where trials keep the program's store: one is prepared, kept under its id, and each trial begins with a copy, or with nothing where `from` is empty.
 *
 * @typedef {{ kind: string, url(folder: string, id: string): string, keep(folder: string, id: string): Promise<void>,
 *   begin(folder: string, id: string, from: string): Promise<void>, forget(folder: string, id: string): Promise<void>, close(): Promise<void> }} Store
 */

/** A file in the folder of each trial. `templates` is where prepared ones are kept. @param {string} templates @returns {Store} */
export const sqliteStore = (templates) => ({
  kind: 'sqlite',
  url: () => 'sqlite:./store/botdigest.db',
  async keep(folder, id) {
    mkdirSync(templates, { recursive: true });
    cpSync(join(folder, 'store'), join(templates, id), { recursive: true });
  },
  async begin(folder, _id, from) {
    if (from !== '') cpSync(join(templates, from), join(folder, 'store'), { recursive: true });
  },
  forget: async (folder) => rmSync(join(folder, 'store'), { recursive: true, force: true }),
  close: async () => {},
});
