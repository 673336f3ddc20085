import type { Day } from '../../lib/time/zone.js';
import type { ChartDay } from '../days/usual-days.js';
import type { Episode } from '../episodes/state.js';
import type { DayReading } from '../reading.js';

/** What a message tells of its episodes. `missed`: they began and ended within quiet hours. */
export type AlertEvent = 'firing' | 'reminder' | 'recovered' | 'missed';

/** Tells a story from the snapshot of a digest. */
export const isAlertStory = (content: object): content is AlertStory => 'alert' in content;

/** Everything that one message says, before any words. Plain JSON, immutable, stored with the run: the message can be made again from it. */
export interface AlertStory {
  readonly version: 1;
  readonly alert: string;
  readonly event: AlertEvent;
  /** The slot of the check, epoch ms. */
  readonly at: number;
  /** The last judged day. */
  readonly day: Day;
  /** The weightiest first; never empty. */
  readonly items: readonly AlertItem[];
  /** False alarms a year that the alert is set to. */
  readonly budget: number;
  /** Base URL of the service's page, or null. */
  readonly page: string | null;
}

export interface AlertItem {
  readonly episode: Episode;
  /** null for all bots together. */
  readonly bot: { readonly id: string; readonly name: string; readonly storyId: string } | null;
  /** The latest reading: of an episode that is over, the one that ended it. */
  readonly reading: DayReading;
  /** Eight weeks up to the judged day; null where there is no series to show. */
  readonly chart: AlertChart | null;
}

export interface AlertChart {
  readonly unit: 'count' | 'percent';
  readonly days: readonly ChartDay[];
}
