import { shorten } from '../../lib/text/foreign.js';
import type { NoticeMessage } from '../notice.js';

/** Counts and lengths in characters, with which a notice is within every chat's limit, whatever its language. */
const MAX = { lines: 20, line: 300, commands: 10 } as const;

/** A notice in pieces that a chat's message has room for. */
export interface ChatNotice {
  readonly headline: string;
  readonly lines: readonly string[];
  readonly commands: NoticeMessage['todo'];
}

export function chatNotice({ headline, story, todo }: NoticeMessage): ChatNotice {
  const lines = story.flatMap((text) => text.split('\n'));
  const over = lines.length - MAX.lines;
  const shown = over > 0 ? [...lines.slice(0, MAX.lines - 1), `… ${over + 1} more lines`] : lines;
  return {
    headline: shorten(`botdigest: ${headline}`, MAX.line),
    lines: shown.map((line) => shorten(line, MAX.line)),
    commands: todo
      .slice(0, MAX.commands)
      .map(({ command, does }) => ({ command: shorten(command, MAX.line), does: shorten(does, MAX.line) })),
  };
}
