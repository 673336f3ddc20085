import { sha256 } from '../../lib/hash.js';
import type { Contents, DeliveryPlan } from '../ledger.js';
import type {
  ArtifactRecord,
  Bundle,
  StoredArtifact,
  StoredSettings,
  StoredSnapshot,
} from '../model/content.js';
import { LedgerError } from '../model/errors.js';
import { packBytes, unpackBytes } from '../rows/packed.js';
import { putSettings, storedSettings } from '../rows/settings-row.js';
import type { Database } from '../store/database.js';
import type { Tables, Tx } from '../store/tables.js';

export function createContents(database: Database): Contents {
  return {
    async snapshots(run) {
      const rows = await database.read((db) => lastSnapshots(db, run));
      return Promise.all(
        rows.map(async ({ slice, head, gzip, ...of }) => {
          const json = String(await unpacked(run, gzip));
          return { slice, head, json, ...('edition' in of ? { edition: of.edition } : {}) };
        }),
      );
    },
    async head(run, slice, edition = 0) {
      const row = await database.read((db) => headRow(db, { run, slice, edition }));
      return row?.head ?? null;
    },
    bundle: (run, name) => readBundle(database, run, name),
    settings: (run, edition = 0) => storedSettings(database, { run, edition }),
    async draft(run) {
      const row = await database.read((db) =>
        db.selectFrom('drafts').select('gzip').where('run', '=', run).executeTakeFirst(),
      );
      return row === undefined ? null : String(await unpacked(run, row.gzip));
    },
  };
}

async function lastSnapshots(db: Tx, run: string) {
  const first = await db.selectFrom('snapshots').selectAll().where('run', '=', run).execute();
  const later = await db
    .selectFrom('corrections')
    .selectAll()
    .where('run', '=', run)
    .orderBy('edition')
    .execute();
  const last = new Map<string, (typeof first)[number] | (typeof later)[number]>();
  for (const row of [...first, ...later]) last.set(row.slice, row);
  return [...last.values()].sort((one, other) => (one.slice < other.slice ? -1 : 1));
}

function headRow(db: Tx, { run, slice, edition }: { run: string; slice: string; edition: number }) {
  const first = db.selectFrom('snapshots').select('head').where('run', '=', run).where('slice', '=', slice);
  const later = db
    .selectFrom('corrections')
    .select('head')
    .where('run', '=', run)
    .where('slice', '=', slice)
    .where('edition', '=', edition);
  return (edition === 0 ? first : later).executeTakeFirst();
}

async function readBundle(database: Database, run: string, name: string): Promise<StoredArtifact[] | null> {
  const rows = await database.read((db) =>
    db
      .selectFrom('artifacts')
      .leftJoin('contents', (join) =>
        join.onRef('contents.run', '=', 'artifacts.run').onRef('contents.sha256', '=', 'artifacts.sha256'),
      )
      .select(['name', 'mediaType', 'role', 'artifacts.sha256', 'about', 'gzip'])
      .where('artifacts.run', '=', run)
      .where('bundle', '=', name)
      .orderBy('position')
      .execute(),
  );
  const files: StoredArtifact[] = [];
  for (const { gzip, ...file } of rows) {
    if (gzip === null) return null;
    const bytes = await unpacked(run, gzip);
    if (sha256(bytes) !== file.sha256) throw damaged(run);
    files.push({ ...file, bytes });
  }
  return files.length === 0 ? null : files;
}

async function unpacked(run: string, bytes: Uint8Array | ArrayBuffer): Promise<Buffer> {
  try {
    return await unpackBytes(bytes);
  } catch (error) {
    throw damaged(run, error);
  }
}

const damaged = (run: string, cause?: unknown) =>
  new LedgerError('content-damaged', `What the store holds for the run ${run} is damaged.`, cause);

/** Snapshots and files as rows, compressed before the transaction to keep it short. */
export interface Packed {
  readonly snapshots: readonly Tables['snapshots'][];
  readonly artifacts: readonly Tables['artifacts'][];
  readonly contents: readonly Tables['contents'][];
  readonly settings: StoredSettings | null;
}

export async function packPlan(
  run: string,
  { snapshots, bundles, settings }: Pick<DeliveryPlan, 'snapshots' | 'bundles' | 'settings'>,
): Promise<Packed> {
  const files = new Map(
    bundles.flatMap(({ artifacts }) => artifacts).map((file) => [file.sha256, file.bytes]),
  );
  return {
    snapshots: await Promise.all(snapshots.map((snapshot) => packSnapshot(run, snapshot))),
    settings: settings ?? null,
    artifacts: bundles.flatMap((bundle) => bundleRows(run, bundle)),
    contents: await Promise.all(
      [...files].map(async ([hash, bytes]) => ({ run, sha256: hash, gzip: await packBytes(bytes) })),
    ),
  };
}

const packSnapshot = async (run: string, { slice, head, json }: StoredSnapshot) => ({
  run,
  slice,
  head,
  gzip: await packBytes(json),
});

const bundleRows = (run: string, { name: bundle, artifacts }: Bundle): Tables['artifacts'][] =>
  artifacts.map(({ bytes, ...file }, position) => ({ ...file, run, bundle, position, size: bytes.length }));

/**
 * Stores the bytes of what will be sent: rendered again after an upgrade or a change of configuration, the files could differ between readers.
 * Bytes are kept until the run is complete, hashes as long as the run.
 */
export async function storeContents(
  tx: Tx,
  run: string,
  { snapshots, artifacts, contents, settings, edition = 0 }: Packed & { readonly edition?: number },
): Promise<void> {
  if (settings !== null) await putSettings(tx, { run, edition }, settings);
  for (const row of snapshots)
    if (edition === 0) await tx.insertInto('snapshots').values(row).execute();
    else
      await tx
        .insertInto('corrections')
        .values({ ...row, edition })
        .execute();
  for (const row of artifacts)
    await tx
      .insertInto('artifacts')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  for (const row of contents)
    await tx
      .insertInto('contents')
      .values(row)
      .onConflict((conflict) => conflict.columns(['run', 'sha256']).doUpdateSet({ gzip: row.gzip }))
      .execute();
}

/** The files of a run, bundle by bundle in order. */
export function artifactsOf(tx: Tx, run: string): Promise<ArtifactRecord[]> {
  return tx
    .selectFrom('artifacts')
    .select(['bundle', 'name', 'mediaType', 'role', 'sha256', 'size', 'about'])
    .where('run', '=', run)
    .orderBy('bundle')
    .orderBy('position')
    .execute();
}

export async function dropBytes(tx: Tx, run: string): Promise<void> {
  await tx.deleteFrom('contents').where('run', '=', run).execute();
}
