import { shorten } from '../lib/text/foreign.js';
import { cleanText } from './clean.js';
import type { Context } from './context.js';
import type { Digest, Verdict } from './digest.js';
import { nameList } from './language/names.js';

/** Bots named in the subtitle before the rest are counted. */
const MAX_BOTS = 4;

/** Code points of a subject; mail clients show far fewer. */
export const MAX_SUBJECT = 250;

type Heading = Pick<Digest, 'title' | 'subtitle' | 'subject' | 'headline' | 'correction' | 'test'>;

/** Title and subtitle, and the line that represents the digest elsewhere: title, days and verdict. */
export function headingOf(context: Context, verdict: Verdict): Heading {
  const marks = marksOf(context);
  const title = `${marks.correction ?? ''}${marks.test ?? ''}${cleanText(context.config.title)}`;
  const headline = headlineOf(context, title, verdict);
  return {
    ...marks,
    title,
    subtitle: subtitleOf(context),
    subject: shorten(headline, MAX_SUBJECT),
    headline,
  };
}

/** What stands before the title. */
function marksOf({ words, snapshot }: Context): Pick<Digest, 'correction' | 'test'> {
  switch (snapshot.slot.trigger) {
    case 'correction':
      return { correction: words.say('label.text', { label: words.say('label.correction'), text: '' }) };
    case 'test':
      return { test: `${words.say('label.test')} ` };
    default:
      return {};
  }
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

function headlineOf({ words, format, window }: Context, title: string, { text }: Verdict): string {
  const days =
    yearOf(window.firstDay) === yearOf(window.lastDay)
      ? format.shortDays(window.firstDay, window.lastDay)
      : format.days(window.firstDay, window.lastDay);
  return words.say('headline.figures', { title, days, figures: text });
}
