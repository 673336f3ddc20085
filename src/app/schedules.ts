import type { DigestConfig } from '../config/config.js';
import type { Day } from '../lib/time/zone.js';
import {
  type PauseResult,
  type PauseTools,
  pauseDigest,
  type ResumeResult,
  resumeDigest,
  type SkipResult,
  skipSlot,
  type UnskipResult,
  unskipSlot,
} from '../run/commands/pause.js';
import { pausedDigests } from '../run/schedule/paused.js';
import type { Moment } from '../schedule/moment.js';
import type { Omission } from '../schedule/pause.js';
import type { AppCore } from './core.js';

/** Slots that are left out by hand. */
export interface ScheduleCommands {
  /** Leaves out a digest's slots through a local day, or until it is resumed. */
  pause(digest: DigestConfig, through: Day | null, by: string): Promise<PauseResult>;
  /** The digests that are paused now. */
  paused(): Promise<ReadonlyMap<string, Omission>>;
  /** Ends a pause by hand; throws a UserError when the digest is paused by its configuration alone. */
  resume(digest: DigestConfig, by: string): Promise<ResumeResult>;
  /** Leaves out one slot, by default the next; throws a UserError for what is no slot, and when it has a run. */
  skip(digest: DigestConfig, slot: Moment | undefined, by: string): Promise<SkipResult>;
  /** Takes a skip back. */
  unskip(digest: DigestConfig, slot: Moment | undefined, by: string): Promise<UnskipResult>;
}

export function scheduleCommands({ config, self: { clock }, ledger }: AppCore): ScheduleCommands {
  const tools = async (by: string): Promise<PauseTools> => ({
    ledger: await ledger(),
    now: clock.now(),
    by,
  });
  return {
    pause: async (digest, through, by) => pauseDigest(await tools(by), digest, through),
    paused: async () =>
      pausedDigests(config.digests.values(), await (await ledger()).pauses.all(), clock.now()),
    resume: async (digest, by) => resumeDigest(await tools(by), digest, config.file),
    skip: async (digest, slot, by) => skipSlot(await tools(by), digest, slot),
    unskip: async (digest, slot, by) => unskipSlot(await tools(by), digest, slot),
  };
}
