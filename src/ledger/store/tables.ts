import type { Cursor, Reload, Streak } from '../ledger.js';
import type { ArtifactRecord } from '../model/content.js';
import type { Attempt, Delivery } from '../model/delivery.js';
import type { Run, RunEvent } from '../model/run.js';

/** The rows as they stand in both databases: ids and JSON as text, instants as epoch ms, no booleans. */
export interface Tables {
  meta: { key: string; value: string };
  cursors: Cursor;
  runs: Run;
  deliveries: Delivery;
  attempts: Attempt & { run: string };
  events: RunEvent & { run: string; position: number };
  snapshots: { run: string; slice: string; head: string; gzip: Uint8Array };
  /** The same of a later edition. */
  corrections: { run: string; slice: string; edition: number; head: string; gzip: Uint8Array };
  /** What was fetched of a run that waits for the rest. */
  drafts: { run: string; gzip: Uint8Array };
  artifacts: ArtifactRecord & { run: string; position: number };
  /** The bytes of artifacts, each once a run, until the run is complete. */
  contents: { run: string; sha256: string; gzip: Uint8Array };
  streaks: Streak;
  reloads: Reload;
  leases: { name: string; owner: string; until: number };
}
