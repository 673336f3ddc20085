import { headText, type Link } from '../chain/link.js';
import type { Audit } from '../model/audit.js';
import type { Database } from '../store/database.js';
import { compareRows } from './compare.js';
import { walkChain } from './walk.js';

/** Follows the chain, and compares the rows of runs with their events, as of one moment. `asked` is an earlier head to look for. */
export function audit(database: Database, asked: Link | null): Promise<Audit> {
  return database.read(async (db) => {
    const { head, events, deleted, ...walk } = await walkChain(db, asked);
    const brokenAt = walk.brokenAt ?? (await compareRows(db));
    return {
      whole: brokenAt === null,
      events,
      deleted,
      head: head.seq === 0 ? null : headText(head),
      brokenAt,
      asked: walk.asked,
    };
  });
}
