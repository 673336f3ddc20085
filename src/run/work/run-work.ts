import type { Channels } from '../../channels/channel.js';
import type { AlertConfig, DigestConfig, PluginConfig } from '../../config/config.js';
import type { Artifact } from '../../render/artifact.js';
import type { FetchDaysTools } from '../alerts/histories.js';
import type { RunOutcome } from '../events/event.js';
import type { Job, Journal, JournalTools } from '../journal/journal.js';
import type { LeaseKeeper } from '../journal/lease-keeper.js';
import type { RunWatch } from '../prepare/figures.js';
import type { PrepareRunTools } from '../prepare/prepare-run.js';
import type { SettingsTools } from '../prepare/settings-tools.js';
import type { Reader } from '../readers/destination.js';

/** Dependencies of a run; wired in the composition root. */
export interface RunTools extends PrepareRunTools, JournalTools {
  readonly channels: Channels;
  /** Digests, and the checks of alerts as digests. */
  readonly digests: ReadonlyMap<string, DigestConfig>;
  /** Without it there are no alerts. */
  readonly checks?: AlertCheckTools;
  readonly settings: SettingsTools;
  readonly random: () => number;
  /** Whom a test is for, in the process that it was asked of. */
  readonly test?: readonly TestReader[];
  /** Whether a service runs that retries what is left; without it, this process is one. */
  attended?(): Promise<boolean>;
}

export interface TestReader {
  readonly reader: Reader;
  readonly slice: string;
}

/** Dependencies of the checks of alerts. */
export interface AlertCheckTools extends FetchDaysTools {
  readonly alerts: ReadonlyMap<string, AlertConfig>;
  /** Base URL of the service's page, or null. */
  readonly page: string | null;
  /** The files for channels that carry no message. */
  readonly files: readonly PluginConfig[];
}

/** Result of working on a run; `outcome` is null when another process took it over. */
export interface RunReport {
  readonly outcome: RunOutcome | null;
  /** What could not be fetched and why, a sentence each. */
  readonly gaps: readonly string[];
  /** What was rendered this time. */
  readonly files: readonly SliceFiles[];
  /** How missing figures were handled because the run does not wait, a sentence each. */
  readonly decided?: readonly string[];
}

/** The finished files of a slice, for whoever wants a copy. */
interface SliceFiles {
  /** Empty for the digest as it is. */
  readonly slice: string;
  readonly files: readonly Artifact[];
}

/** A claimed run that is being worked on. */
export interface RunWork {
  readonly tools: RunTools;
  readonly job: Job;
  readonly digest: DigestConfig;
  readonly journal: Journal;
  readonly lease: LeaseKeeper;
  readonly watch: RunWatch;
}
