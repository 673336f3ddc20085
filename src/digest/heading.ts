import { cleanText } from './clean.js';
import { type Context, SUMMED, type SummedReport } from './context.js';
import type { Digest, Tile } from './digest.js';
import { arrowOf } from './language/change.js';
import { nameList } from './language/names.js';
import { withKnown } from './missing/known.js';
import { holesOf } from './missing/missing-data.js';

/** Bots named in the subtitle before the rest are counted. */
const MAX_BOTS = 4;

type Heading = Pick<Digest, 'title' | 'subtitle' | 'subject' | 'headline' | 'correction'>;

/** Title and subtitle, and the lines that represent the digest elsewhere: subject and headline. */
export function headingOf(context: Context, tiles: readonly Tile[]): Heading {
  const correction = correctionMark(context);
  const title = `${correction ?? ''}${cleanText(context.config.title)}`;
  return {
    ...(correction === null ? {} : { correction }),
    title,
    subtitle: subtitleOf(context),
    subject: `${title} · ${context.window.text}`,
    headline: headlineOf(context, title, tiles),
  };
}

function correctionMark({ words, snapshot }: Context): string | null {
  if (snapshot.slot.trigger !== 'correction') return null;
  return words.say('label.text', { label: words.say('label.correction'), text: '' });
}

function subtitleOf({ window, comparison, bots, words, format }: Context): readonly string[] {
  const names = nameList(
    bots.map(({ name }) => name),
    MAX_BOTS,
    words,
  );
  if (comparison === null) return [window.text, names];
  const sameYear = yearOf(comparison.firstDay) === yearOf(window.lastDay);
  const days = sameYear ? format.daysOfYear(comparison.firstDay, comparison.lastDay) : comparison.text;
  return [window.text, names, words.say('subtitle.compared', { window: days })];
}

const yearOf = (day: string) => day.slice(0, 4);

/** One line with the first count and the fallback rate, of those at hand. */
function headlineOf(context: Context, title: string, tiles: readonly Tile[]): string {
  const { words, format, window } = context;
  const days =
    yearOf(window.firstDay) === yearOf(window.lastDay)
      ? format.shortDays(window.firstDay, window.lastDay)
      : window.text;
  const counts = SUMMED.flatMap((id) =>
    tiles.filter((tile) => tile.id === id).map((tile) => countOf(context, id, tile)),
  );
  const fallback = tiles.find(({ id, value }) => id === 'fallbackRate' && value !== null);
  const figures = [
    ...counts.slice(0, 1),
    ...(fallback ? [words.say('headline.fallback', { value: fallback.text })] : []),
  ];
  const headline =
    figures.length > 0
      ? words.say('headline.figures', { title, days, figures: figures.join(words.say('list.comma')) })
      : words.say('headline', { title, days });
  return holesOf(context.missingData).length === 0
    ? headline
    : words.say('headline.incomplete', { headline });
}

/** A count with its change. */
function countOf(context: Context, id: SummedReport, tile: Tile): string {
  const { label, value, text, change, known } = tile;
  const { words } = context;
  if (value === null) return words.say('label.text', { label, text });
  const figure = withKnown(words.say(`count.${id}`, { count: value }), known, context);
  return change ? `${figure} (${arrowOf(change)}${change.text})` : figure;
}
