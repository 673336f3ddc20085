import type { Theme } from '../../config/config.js';
import type { Change, Digest, Tile, Tone } from '../../digest/digest.js';
import type { Artifact } from '../artifact.js';
import type { Illustration } from '../illustrations.js';
import { oneLine, shorten } from '../line.js';
import type { Audience } from '../renderer.js';
import { words } from '../words.js';

/** Everything the mail's two templates print: finished words, one line each, not yet escaped. */
export interface MailView {
  readonly lang: string;
  readonly direction: 'ltr' | 'rtl';
  /** The sides on which lines begin and end. */
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
  readonly subject: string;
  readonly preheader: string;
  readonly dates: string;
  readonly title: string;
  readonly context: string;
  readonly figures: readonly FigureView[];
  readonly callouts: {
    readonly title: string;
    readonly items: readonly { readonly lead: string; readonly rest: string }[];
    readonly quiet: string | null;
  };
  readonly charts: readonly ChartView[];
  readonly notes: { readonly title: string; readonly items: readonly NoteView[] };
  readonly attached: string | null;
  readonly window: string;
  readonly reason: string | null;
  readonly unsubscribe: { readonly label: string; readonly href: string } | null;
  readonly footer: string | null;
  readonly colors: Omit<Theme, 'scale' | 'paper' | 'footer' | 'logo'>;
}

export interface FigureView {
  readonly label: string;
  readonly value: string;
  readonly missing: boolean;
  /** With its arrow: `▲ 11.3%`. */
  readonly change: string | null;
  readonly tone: Tone;
  readonly color: string;
  readonly previous: string | null;
}

export interface ChartView {
  readonly title: string;
  readonly hint: string;
  readonly alt: string;
  readonly picture: { readonly cid: string; readonly width: number; readonly height: number } | null;
  /** What stands instead of the picture, or is missing from it. */
  readonly sentences: readonly string[];
}

export interface NoteView {
  readonly text: string;
  readonly tone: Tone;
  readonly color: string;
}

export interface MailParts {
  readonly theme: Theme;
  readonly illustrations: readonly Illustration[];
  readonly attachments: readonly Artifact[];
  readonly audience: Audience | null;
}

/** Gmail cuts a mail off beyond 102 KB, so no text may fill it alone, in UTF-16 units. */
const LONGEST = 600;
const ARROWS = { up: '▲ ', down: '▼ ', same: '' } as const;
/** Notes beyond these are counted; the workbook and the PDF hold all. */
const MOST_NOTES = 12;
/** The content width of the mail in pixels. */
const CONTENT_WIDTH = 536;

const line = (text: string) => shorten(oneLine(text), LONGEST);

/** Prepares a digest for the mail's templates. */
export function mailView(digest: Digest, parts: MailParts): MailView {
  const { theme, audience } = parts;
  const [dates = '', ...context] = digest.subtitle.map(line);
  const [start, end] =
    digest.direction === 'rtl' ? (['right', 'left'] as const) : (['left', 'right'] as const);
  return {
    lang: digest.locale,
    direction: digest.direction,
    start,
    end,
    subject: line(digest.subject),
    preheader: line(digest.headline),
    dates: [dates, digest.window.zone].join(' · '),
    title: line(digest.title),
    context: context.join(' · '),
    figures: digest.tiles.map((tile) => figure(tile, theme)),
    callouts: callouts(digest),
    charts: parts.illustrations.map(chart),
    notes: notes(digest, theme),
    attached: attached(digest, parts.attachments),
    window: windowLine(digest),
    reason: audience && line(words.reason(audience.target, digest)),
    unsubscribe: unsubscribe(digest, audience),
    footer: theme.footer && line(theme.footer),
    colors: theme,
  };
}

function figure(tile: Tile, theme: Theme): FigureView {
  const tone = tile.change?.tone ?? 'neutral';
  return {
    label: line(tile.label),
    value: line(tile.text),
    missing: tile.value === null,
    change: tile.change && changeText(tile.change),
    tone,
    color: toneColor(tone, theme),
    previous: tile.previousText && line(tile.previousText),
  };
}

const changeText = (change: Change) => `${ARROWS[change.direction]}${line(change.text)}`;

const toneColor = (tone: Tone, theme: Theme) => (tone === 'attention' ? theme.attention : theme.accent);

function callouts({ callouts: { items, quiet }, labels }: Digest): MailView['callouts'] {
  return {
    title: labels.callouts,
    items: items.map(({ lead, rest }) => ({ lead: line(lead), rest: line(rest) })),
    quiet: items.length === 0 ? line(quiet) : null,
  };
}

function chart({ section, picture }: Illustration): ChartView {
  return {
    title: line(section.title),
    hint: line(section.hint),
    alt: line(picture?.alt ?? section.alt),
    picture: picture?.cid ? { cid: picture.cid, ...shownSize(picture) } : null,
    sentences: [section.instead ?? '', ...section.missing].map(line).filter(Boolean),
  };
}

/** A picture never grows beyond the column, and keeps its shape when it shrinks to it. */
function shownSize({ width = CONTENT_WIDTH, height = CONTENT_WIDTH / 2 }: Artifact) {
  const scale = Math.min(1, CONTENT_WIDTH / width);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function notes({ about: { title, notices } }: Digest, theme: Theme): MailView['notes'] {
  const shown = notices.slice(0, MOST_NOTES).map(({ text, tone }) => ({
    text: line(text),
    tone,
    color: tone === 'attention' ? theme.attention : theme.secondary,
  }));
  const left = notices.length - shown.length;
  const more: NoteView = { text: words.more(left), tone: 'neutral', color: theme.secondary };
  return { title: line(title), items: left > 0 ? [...shown, more] : shown };
}

function attached({ labels }: Digest, files: readonly Artifact[]): string | null {
  if (files.length === 0) return null;
  const named = files.map(({ name, detail }) => (detail ? `${name} (${detail})` : name));
  return oneLine(`${labels.attached}: ${named.join(', ')}.`);
}

function windowLine({ about, window, incomplete }: Digest): string {
  const said = line(about.paragraphs[0] ?? `${window.text}, ${window.zone}.`);
  const complete = !incomplete && about.notices.length === 0;
  return complete ? `${said} ${words.nothingMissing}` : said;
}

function unsubscribe(digest: Digest, audience: Audience | null): MailView['unsubscribe'] {
  if (!audience?.unsubscribe) return null;
  const { url, mailto } = audience.unsubscribe;
  const address = mailto.replace(/^mailto:/i, '');
  const mail = `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}?subject=${encodeURIComponent(`unsubscribe ${digest.id}`)}`;
  return { label: digest.labels.unsubscribe, href: url?.startsWith('https://') ? url : mail };
}
