import type { Target } from '../channels/channel.js';
import type { AlertConfig, DigestConfig } from '../config/config.js';
import type { Resolution } from '../ledger/model/delivery.js';
import type { Day } from '../lib/time/zone.js';
import type { EightWeeks } from '../run/alerts/eight-weeks.js';
import type { Replayed } from '../run/commands/alerts/replay.js';
import type { Asked } from '../run/commands/ask.js';
import type { PauseResult, ResumeResult, SkipResult, UnskipResult } from '../run/commands/pause.js';
import type { Preview } from '../run/commands/preview.js';
import type { RunPreview } from '../run/commands/preview-run.js';
import type { RequestResult } from '../run/commands/request.js';
import type { ResendRequest } from '../run/redeliver/resend.js';
import type { Moment } from '../schedule/moment.js';

/** What the console has done, by the configuration in use. Rejects with a UserError where it is refused. */
export interface Operator {
  run(digest: DigestConfig, again: boolean): Promise<Asked>;
  resend(run: string, wish: ResendRequest): Promise<Asked>;
  send(run: string, to: Target): Promise<Asked>;
  resolve(delivery: string, resolution: Resolution): Promise<Asked>;
  /** A digest of now, marked as a test, to somebody alone. */
  test(digest: DigestConfig, to: Target): Promise<RequestResult>;
  /** Through a local day; null: until it is resumed. */
  pause(digest: DigestConfig, through: Day | null): Promise<PauseResult>;
  resume(digest: DigestConfig): Promise<ResumeResult>;
  /** Leaves out the next slot. */
  skip(digest: DigestConfig): Promise<SkipResult>;
  unskip(digest: DigestConfig, slot: Moment): Promise<UnskipResult>;
  /** Until then (epoch ms); null ends a snooze. */
  snooze(alert: string, until: number | null): Promise<void>;
  preview(digest: DigestConfig): Promise<Preview>;
  /** What a run delivered, made again from what was stored. */
  madeAgain(run: string): Promise<RunPreview>;
  /** What an alert would have told in the past days. */
  replay(alert: AlertConfig, days: number): Promise<Replayed>;
  eightWeeks(alert: AlertConfig): Promise<readonly EightWeeks[]>;
  /** Who gets a digest. */
  readersOf(digest: DigestConfig): readonly Destined[];
}

/** A reader of a digest, with the name of the slice that they get. */
export interface Destined extends Target {
  readonly slice: string;
}
