import type { Theme } from '../../../config/config.js';
import type { Callout, ChangeTone, Digest, Tile } from '../../../digest/digest.js';
import { verdictSaysAll } from '../../../digest/drawn-as.js';
import type { Words } from '../../../digest/language/words.js';
import { splitKnown } from '../../../digest/missing/known.js';
import type { Artifact } from '../../../render/artifact.js';
import type { Illustration } from '../../../render/illustrations.js';
import { oneLine, shortened, shortenedName } from '../../../render/line.js';
import { onDark } from '../../../render/png/dark.js';
import { type Audience, type LeftOut, PICTURE_FORMS, pictureCid } from '../../../render/renderer.js';
import { toneColor } from '../../../render/tone-color.js';
import { goalTone, markLegend, toneMark } from '../../tone-mark.js';
import { webLink } from '../../web-link.js';
import { wayOut } from '../unsubscribe.js';
import { arrowedChange, mailTone } from './change.js';
import { leftOutSentences } from './left-out.js';
import { mailTables } from './tables.js';
import type {
  CalloutsView,
  CalloutView,
  ChartView,
  FigureView,
  GoalView,
  LinkView,
  MailView,
  NotesView,
  NoteView,
  TableView,
  UnsubscribeView,
  VariantView,
} from './view.js';

export interface MailParts {
  readonly theme: Theme;
  readonly words: Words;
  readonly illustrations: readonly Illustration[];
  /** The same pictures for other screens; empty where they are left out. */
  readonly variants: readonly Artifact[];
  readonly attachments: readonly Artifact[];
  readonly leftOut: LeftOut | null;
  readonly audience: Audience | null;
}

/** Gmail cuts a mail off beyond 102 KB, so no text may fill it alone, in UTF-16 units. */
const MAX_TEXT_LENGTH = 600;
/** The text for readers who do not see a picture stands at each of its variants. */
const MAX_ALT_LENGTH = 240;
/** Items of an alert beyond these are counted. */
const MAX_CALLOUTS = 50;
/** A digest has no more callouts; of an alert with more, names are cut in the middle. */
const USUAL_CALLOUTS = 7;
const MAX_NAME_IN_LIST = 120;
/** Notes beyond these are counted; the workbook and the PDF hold all. */
const MAX_NOTES = 12;
/** The content width of the mail in pixels. */
const CONTENT_WIDTH = 536;

const line = (text: string) => shortened(oneLine(text), MAX_TEXT_LENGTH);

/** Prepares a digest for the mail's templates. */
export function mailView(digest: Digest, parts: MailParts): MailView {
  const { theme, audience, words } = parts;
  const [dates = '', ...context] = digest.subtitle.map(line);
  const tables = mailTables(digest, parts);
  const tableOf = (id: string) => tables.find((table) => table.id === id) ?? null;
  const [start, end] =
    digest.direction === 'rtl' ? (['right', 'left'] as const) : (['left', 'right'] as const);
  return {
    lang: words.locale,
    direction: digest.direction,
    start,
    end,
    subject: line(digest.subject),
    preheader: line(digest.verdict.text),
    dates: [dates, digest.window.zone].join(' · '),
    title: line(digest.title),
    context: context.join(' · '),
    verdict: { text: line(digest.verdict.text), ...toned(digest.verdict.tone, theme) },
    figures: digest.tiles.map((tile) => figure(tile, theme)),
    callouts: callouts(digest, tables, parts),
    charts: parts.illustrations.map((illustration) => chart(illustration, parts)),
    tables,
    scorecard: tableOf('by-bot'),
    steps: tableOf('fallbacks'),
    notes: notes(digest, parts),
    leftOut: leftOutSentences(parts.leftOut, digest, words).map(line),
    attached: attached(words, parts.attachments),
    window: windowLine(digest, words),
    more: digest.alert ? digest.about.paragraphs.slice(1).map(line) : [],
    link: link(digest, words),
    reason: audience && line(reason(digest, audience, words)),
    unsubscribe: unsubscribe(digest, audience, words),
    footer: theme.footer && line(theme.footer),
    colors: theme,
    dark: { accent: onDark(theme.accent), attention: onDark(theme.attention) },
  };
}

function figure(tile: Tile, theme: Theme): FigureView {
  const tone = tile.change?.tone ?? 'neutral';
  const [number, known] = tile.value === null ? [tile.text, ''] : splitKnown(tile.text);
  return {
    label: line(tile.label),
    value: line(tile.text),
    number: line(number),
    known: known === '' ? null : line(known),
    missing: tile.value === null,
    change: tile.change && arrowedChange(tile.change),
    ...toned(tone, theme),
    previous: tile.previousText && line(tile.previousText),
    usual: tile.value === null || tile.usual === null ? null : line(tile.usual.text),
    goal: goal(tile, theme),
  };
}

function goal({ goal }: Tile, theme: Theme): GoalView | null {
  if (goal === undefined) return null;
  const tone = goalTone(goal);
  const mark = tone === 'attention' ? toneMark(tone) : '';
  return { text: line(goal.text), met: goal.met, mark, ...toned(tone, theme) };
}

/** The class and the colour that a tone is drawn with. */
const toned = (tone: ChangeTone, theme: Theme) => ({ tone: mailTone(tone), color: toneColor(tone, theme) });

function callouts(digest: Digest, tables: readonly TableView[], { theme, words }: MailParts): CalloutsView {
  const { items, emptyText } = digest.callouts;
  const empty = items.length === 0 ? line(emptyText) : null;
  return {
    title: digest.labels.callouts,
    items: [...shownItems(items).map((item) => calloutView(item, theme)), ...moreItems(items, words)],
    legend: legend(digest, tables, words),
    said: verdictSaysAll(digest),
    emptyText: empty,
    quiet: empty,
  };
}

/** Names the marks of callouts, of goals and of rows. */
function legend(
  { callouts: { items }, tiles }: Digest,
  tables: readonly TableView[],
  words: Words,
): string | null {
  const missed = tiles.some(({ goal }) => goal?.met === false);
  const alarms = missed || tables.some(({ rows }) => rows.some(({ mark }) => mark !== ''));
  const tones = [...items.map(({ tone }) => tone), ...(alarms ? (['attention'] as const) : [])];
  return markLegend(tones, words) || null;
}

function shownItems(items: Digest['callouts']['items']): Digest['callouts']['items'] {
  if (items.length <= USUAL_CALLOUTS) return items;
  return items.slice(0, MAX_CALLOUTS).map((item) => ({
    ...item,
    heading: shortenedName(oneLine(item.heading), MAX_NAME_IN_LIST),
  }));
}

/** How many are left out; there are so many in an alert over very many bots alone. */
function moreItems({ length }: Digest['callouts']['items'], words: Words): CalloutView[] {
  if (length <= MAX_CALLOUTS) return [];
  const body = words.say('note.more', { count: length - MAX_CALLOUTS });
  return [{ heading: '', body, mark: '…', tone: 'slight', color: '', lead: '', rest: body }];
}

function calloutView({ heading, body, tone }: Callout, theme: Theme): CalloutView {
  const said = { heading: line(heading), body: line(body) };
  return { ...said, mark: toneMark(tone), ...toned(tone, theme), lead: said.heading, rest: said.body };
}

function chart({ section, picture }: Illustration, { variants, words }: MailParts): ChartView {
  const alt = picture?.alt ?? section.alt;
  const emptyText = section.emptyText ?? (picture === null ? alt : '');
  return {
    title: line(section.title),
    hint: line(section.hint),
    hintOnDark: line(section.hint.replace(words.say('scale.darker'), words.say('scale.lighter'))),
    alt: shortened(line(alt), MAX_ALT_LENGTH),
    picture: picture?.cid
      ? { cid: picture.cid, ...shownSize(picture), variants: variantsOf(section.id, variants) }
      : null,
    sentences: [emptyText, ...section.missing].map(line).filter(Boolean),
  };
}

const variantsOf = (section: string, pictures: readonly Artifact[]): VariantView[] =>
  PICTURE_FORMS.flatMap((form) => {
    const cid = pictureCid(section, form);
    const picture = pictures.find((one) => one.cid === cid);
    return picture ? [{ form, cid, ...shownSize(picture) }] : [];
  });

/** A picture never grows beyond the column, and keeps its shape when it shrinks to it. */
function shownSize({ width = CONTENT_WIDTH, height = CONTENT_WIDTH / 2 }: Artifact) {
  const scale = Math.min(1, CONTENT_WIDTH / width);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function notes({ about: { title, notices } }: Digest, { theme, words }: MailParts): NotesView {
  const shown = notices.slice(0, MAX_NOTES).map(({ text, tone }) => ({
    text: line(text),
    tone,
    color: tone === 'attention' ? theme.attention : theme.secondary,
  }));
  const left = notices.length - shown.length;
  const more: NoteView = {
    text: words.say('note.more', { count: left }),
    tone: 'neutral',
    color: theme.secondary,
  };
  return { title: line(title), items: left > 0 ? [...shown, more] : shown };
}

function attached(words: Words, files: readonly Artifact[]): string | null {
  if (files.length === 0) return null;
  const named = files.map(({ name, detail }) => (detail ? `${name} (${detail})` : name));
  return oneLine(words.say('mail.attached', { files: named.join(words.say('list.comma')) }));
}

function reason({ id, alert }: Digest, { target }: Audience, words: Words): string {
  return alert
    ? words.say('alert.reason', { target, alert: alert.alert })
    : words.say('mail.reason', { target, digest: id });
}

function link({ about }: Digest, words: Words): LinkView | null {
  const href = webLink(about.link?.url, MAX_TEXT_LENGTH);
  if (!about.link || href === null) return null;
  const label = line(about.link.text);
  return { label, href, text: words.say('label.text', { label, text: href }) };
}

function windowLine({ about, window, incomplete, alert }: Digest, words: Words): string {
  const said = line(about.paragraphs[0] ?? `${window.text}, ${window.zone}.`);
  const complete = !alert && !incomplete && about.notices.length === 0;
  return complete ? `${said} ${words.say('note.none')}` : said;
}

function unsubscribe(
  { id, labels }: Digest,
  audience: Audience | null,
  words: Words,
): UnsubscribeView | null {
  if (!audience?.unsubscribe) return null;
  const { url, mailto } = wayOut(audience.unsubscribe, { address: audience.target, digest: id });
  const href = url?.startsWith('https:') ? url : mailto;
  return {
    label: labels.unsubscribe,
    href,
    text: words.say('label.text', { label: labels.unsubscribe, text: href }),
  };
}
