import type { BotConfig, ChatbotConfig, ReportsConfig, WeekStart } from '../../config/config.js';
import type { BucketSize } from '../../schedule/bucket.js';
import type { Window } from '../../schedule/window.js';
import type { Source } from '../../vocabulary/chatbot.js';

/** What a digest needs, the same for all its bots. */
export interface Scope {
  readonly window: Window;
  readonly comparison: Window | null;
  /** The whole weeks before the window that are fetched too; null for none. */
  readonly history: Window | null;
  /** The step of the digest's time axis. */
  readonly bucket: BucketSize;
  readonly reports: ReportsConfig;
  readonly weekStart: WeekStart;
  readonly chatbot: Pick<ChatbotConfig, 'arrayFormat' | 'useGroup'>;
}

/** The sources of each request for a total; the answers add up. */
export function sourceSets(
  { sources }: Pick<BotConfig, 'sources'>,
  { chatbot }: Pick<Scope, 'chatbot'>,
): readonly (readonly Source[])[] {
  if (sources === null) return [[]];
  return chatbot.arrayFormat === 'single' ? sources.map((source) => [source]) : [sources];
}
