import { sha256 } from '../../lib/hash.js';
import type { StoredSettings } from '../model/content.js';
import type { Database } from '../store/database.js';
import type { Tx } from '../store/tables.js';
import { packBytes, unpackBytes } from './packed.js';

/** The part that holds the JSON; the others are files. */
const JSON_PART = 'json';

interface Edition {
  readonly run: string;
  readonly edition: number;
}

/** Stores what an edition was rendered with. Equal contents are stored once, whatever runs they belong to. */
export async function putSettings(
  tx: Tx,
  { run, edition }: Edition,
  { version, json, files }: StoredSettings,
): Promise<void> {
  for (const [part, content] of [[JSON_PART, Buffer.from(json)] as const, ...files]) {
    const hash = sha256(content);
    const known = await tx
      .selectFrom('sharedContents')
      .select('sha256')
      .where('sha256', '=', hash)
      .executeTakeFirst();
    if (!known)
      await tx
        .insertInto('sharedContents')
        .values({ sha256: hash, gzip: await packBytes(content) })
        .execute();
    await tx.insertInto('settings').values({ run, edition, part, sha256: hash, version }).execute();
  }
}

/** What an edition was rendered with; null where an older version stored none, or it is damaged. */
export async function storedSettings(
  database: Database,
  { run, edition }: Edition,
): Promise<StoredSettings | null> {
  const rows = await database.read((db) =>
    db
      .selectFrom('settings')
      .innerJoin('sharedContents', 'sharedContents.sha256', 'settings.sha256')
      .select(['part', 'version', 'settings.sha256', 'gzip'])
      .where('run', '=', run)
      .where('edition', '=', edition)
      .orderBy('part')
      .execute(),
  );
  const files = new Map<string, Uint8Array>();
  for (const { part, sha256: hash, gzip } of rows) {
    const bytes = await unpackBytes(gzip).catch(() => null);
    if (bytes === null || sha256(bytes) !== hash) return null;
    files.set(part, bytes);
  }
  const json = files.get(JSON_PART);
  files.delete(JSON_PART);
  const [first] = rows;
  return first && json ? { version: first.version, json: Buffer.from(json).toString(), files } : null;
}

/** Deletes contents that no run refers to any more. */
export async function forgetShared(tx: Tx): Promise<void> {
  await tx
    .deleteFrom('sharedContents')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('settings')
            .select('settings.run')
            .whereRef('settings.sha256', '=', 'sharedContents.sha256'),
        ),
      ),
    )
    .execute();
}
