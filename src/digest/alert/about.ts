import { slotText } from '../about.js';
import type { About } from '../digest.js';
import { dayText } from '../language/parts.js';
import type { AlertContext } from './look.js';

/** What was looked at, how often it is wrong, and how to snooze it. */
export function alertAbout(context: AlertContext): About {
  const { words, story, look } = context;
  const checked = words.say('alert.checked', {
    slot: slotText(story.at, context),
    day: dayText(story.day, context),
    zone: look.timezone,
  });
  const command = `botdigest snooze ${look.id} --for 3d`;
  return {
    title: words.say('label.about'),
    paragraphs: [checked, falseAlarms(context), words.say('alert.snooze', { command })].filter(
      (paragraph) => paragraph !== '',
    ),
    ...linkTo(context),
    notices: [],
  };
}

/** Nothing of gaps: whether the API answers is no matter of chance. */
function falseAlarms({ words, format, story: { budget, items } }: AlertContext): string {
  if (items.every(({ episode }) => episode.kind === 'gap') || !(budget > 0)) return '';
  const years = Math.round(1 / budget);
  if (years > 1) return words.say('alert.falseAlarmsRare', { count: years });
  const rate = Number.isInteger(budget) ? format.count(budget) : format.ratio(budget);
  return words.say('alert.falseAlarms', { rate });
}

function linkTo({ words, story, look }: AlertContext): Pick<About, 'link'> {
  if (story.page === null) return {};
  const base = story.page.replace(/\/+$/, '');
  const url = `${base}/alerts/${encodeURIComponent(look.id)}`;
  return { link: { url, text: words.say('alert.open') } };
}
