import type { Words } from '../../../digest/language/words.js';
import type { Artifact } from '../../../render/artifact.js';
import type { Illustration } from '../../../render/illustrations.js';
import type { Natives } from './natives.js';
import { type TextLimits, textLimits } from './text-limits.js';

/** `full` shows charts and the bots besides what a `summary` holds. */
export const STYLES = ['summary', 'full'] as const;

/** What a message is made of besides its digest. */
export interface MessageParts {
  readonly style: (typeof STYLES)[number];
  /** The sections it has room for; none in a summary. */
  readonly illustrations: readonly Illustration[];
  /** What Slack draws itself. */
  readonly natives: Natives;
  readonly attachments: readonly Artifact[];
  readonly words: Words;
}

/** What every block of one message is made with. */
export interface SlackLayout extends MessageParts {
  readonly room: TextLimits;
  /** The first of them, with a word about how many more there are. */
  within<Item>(all: readonly Item[], most: number, more: (text: string) => Item): readonly Item[];
}

/** `share` of the usual room. */
export function slackLayout(parts: MessageParts, share: number): SlackLayout {
  return {
    ...parts,
    room: textLimits(share),
    within(all, most, more) {
      if (all.length <= most) return all;
      const shown = all.slice(0, most - 1);
      const count = all.length - shown.length;
      return [...shown, more(`… ${parts.words.say('note.more', { count })}`)];
    },
  };
}
