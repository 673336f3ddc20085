import type { DigestConfig } from '../config/config.js';
import type { Slot } from '../schedule/slot.js';
import { gapMessages } from './gaps.js';
import { type FetchTools, fetchFor, type RunWatch } from './prepare.js';
import type { Press } from './press.js';
import type { Printed } from './print.js';
import { slicesOf } from './slices.js';
import { traced } from './trace.js';

export interface MakeTools extends FetchTools {
  readonly press: Press;
}

/** What came of fetching and rendering. `gaps` are sentences about what could not be fetched. */
export type Made = Printed & { readonly gaps: readonly string[] };

/** Fetches, composes and renders: everything that will be sent, before anything is. */
export async function make(
  tools: MakeTools,
  { digest, slot, subject }: { digest: DigestConfig; slot: Slot; subject: string },
  watch: RunWatch,
): Promise<Made> {
  const slices = slicesOf(digest);
  const snapshots = await traced('fetch', subject, () => fetchFor(tools, { digest, slices, slot }, watch));
  const job = { digest, slot, snapshots };
  const printed = await traced('render', subject, () => tools.press.print(job, watch.signal));
  return { ...printed, gaps: gapMessages(snapshots) };
}
