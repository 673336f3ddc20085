import type { AlertItem, AlertStory } from '../../alerts/message/story.js';
import type { AlertConfig } from '../../config/config.js';
import type { Language } from '../language/change.js';

/** What of an alert's configuration its messages depend on. */
export type AlertLook = Pick<AlertConfig, 'id' | 'title' | 'locale' | 'timezone' | 'links' | 'templates'>;

/** Everything that the parts of a message are composed from. */
export interface AlertContext extends Language {
  readonly story: AlertStory;
  readonly look: AlertLook;
  /** The weightiest first. */
  readonly said: readonly SaidItem[];
}

/** An item in words. */
export interface SaidItem {
  readonly item: AlertItem;
  /** The bot, with its source: printed in bold before the body. */
  readonly name: string;
  /** Follows the name directly: begins with its own punctuation. */
  readonly body: string;
}
