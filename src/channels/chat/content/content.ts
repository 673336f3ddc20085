import type { Callouts, ChangeTone, Digest, Tile } from '../../../digest/digest.js';
import { verdictSaysAll } from '../../../digest/drawn-as.js';
import { arrowOf } from '../../../digest/language/change.js';
import { oneLine, shortened } from '../../../render/line.js';
import { goalTone, toneMark } from '../../tone-mark.js';
import { webLink } from '../../web-link.js';
import { type ChatBlock, chatBlocks } from './blocks.js';
import { type ChatParts, closingLines } from './closing.js';
import type { Detail } from './detail.js';

/** What a chat's message says, in order; every text is one line and within its limit, and not yet escaped. */
export interface ChatContent {
  readonly title: string;
  readonly subtitle: string;
  /** For notifications. */
  readonly headline: string;
  /** Begins with the mark of its tone. */
  readonly verdict: { readonly tone: ChangeTone; readonly text: string };
  readonly figures: readonly ChatFigure[];
  /** null where the verdict says all. */
  readonly callouts: ChatCallouts | null;
  readonly blocks: readonly ChatBlock[];
  readonly notices: readonly string[];
  /** Small lines at the end. */
  readonly closing: readonly string[];
  /** Where an alert can be snoozed; null for none. */
  readonly link: { readonly url: string; readonly text: string } | null;
  /** Titles of the parts that were left out. */
  readonly omitted: readonly string[];
}

export interface ChatFigure {
  readonly label: string;
  readonly value: string;
  /** With its arrow; empty without one. */
  readonly change: string;
  readonly changeTone: ChangeTone;
  /** The earlier value, and what is usual. */
  readonly around: readonly string[];
  readonly goal: { readonly text: string; readonly tone: ChangeTone } | null;
}

export interface ChatCallouts {
  readonly title: string;
  readonly items: readonly { readonly tone: ChangeTone; readonly heading: string; readonly body: string }[];
  /** What stands under the items: how many more there are, or that there are none. */
  readonly after: string;
}

/** A longer title would leave no room for the figures on a lock screen. */
const NOTIFIED_TITLE = 60;

const MAX_LINK = 400;

export function chatContent(digest: Digest, parts: ChatParts, detail: Detail): ChatContent {
  const { words } = parts;
  const line = (text: string, limit = detail.sentence) => shortened(oneLine(text).trim(), limit);
  const { blocks, omitted } = chatBlocks(digest, words, detail);
  const notices = digest.about.notices.map(({ text }) => line(text));
  const over = notices.length - detail.notices;
  return {
    title: line(digest.title, detail.title) || '–',
    subtitle: line(digest.subtitle.join(' · ')),
    headline: line(digest.headline.replace(digest.title, () => shortened(digest.title, NOTIFIED_TITLE))),
    verdict: {
      tone: digest.verdict.tone,
      text: `${toneMark(digest.verdict.tone)} ${line(digest.verdict.text)}`,
    },
    figures: digest.tiles.slice(0, detail.figures).map((tile) => figureOf(tile, detail)),
    callouts: verdictSaysAll(digest)
      ? null
      : calloutsOf(digest.callouts, {
          title: line(digest.labels.callouts),
          line,
          cut: (text) => shortened(oneLine(text), detail.sentence).trimEnd(),
          most: detail.callouts,
          more: (count) => `… ${words.say('note.more', { count })}`,
        }),
    blocks,
    notices: [
      ...notices.slice(0, detail.notices),
      ...(over > 0 ? [`… ${words.say('note.more', { count: over })}`] : []),
    ],
    closing: closingLines(digest, parts, { blocks, omitted }).map((text) => line(text, 2 * detail.sentence)),
    link: linkOf(digest.about, line),
    omitted,
  };
}

/** An address is never shortened: one that is too long is left out. */
function linkOf({ link }: Digest['about'], line: (text: string) => string): ChatContent['link'] {
  const url = webLink(link?.url, MAX_LINK);
  return link && url !== null ? { url, text: line(link.text) } : null;
}

function figureOf({ label, text, change, previousText, usual, goal }: Tile, { figure }: Detail): ChatFigure {
  const piece = (words: string) => shortened(oneLine(words).trim(), figure);
  return {
    label: piece(label),
    value: piece(text) || '–',
    change: change ? `${arrowOf(change)}${piece(change.text)}` : '',
    changeTone: change?.tone ?? 'muted',
    around: [previousText ?? '', usual?.text ?? ''].map(piece).filter((words) => words !== ''),
    goal: goal ? { text: piece(goal.text), tone: goalTone(goal) } : null,
  };
}

interface CalloutLayout {
  readonly title: string;
  readonly most: number;
  line(text: string): string;
  /** Shortens without trimming. */
  cut(text: string): string;
  more(count: number): string;
}

function calloutsOf(
  { items, emptyText }: Callouts,
  { title, most, line, cut, more }: CalloutLayout,
): ChatCallouts {
  const over = items.length - most;
  return {
    title,
    items: items.slice(0, most).map(({ tone, heading, body }) => ({
      tone,
      heading: line(heading),
      // A body begins with its own space or punctuation.
      body: cut(body),
    })),
    after: items.length === 0 ? line(emptyText) : over > 0 ? more(over) : '',
  };
}
