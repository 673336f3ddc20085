import { checkName } from '../../alerts/check-name.js';
import type { AlertEvent, AlertStory } from '../../alerts/message/story.js';
import { canonicalJson, sha256 } from '../../lib/hash.js';
import { shorten } from '../../lib/text/foreign.js';
import { addDays, startOfDay } from '../../lib/time/zone.js';
import { slotText } from '../about.js';
import { linkOf } from '../bots/links.js';
import { cleanText } from '../clean.js';
import type { Callout, ChangeTone, Digest, TimeSeriesSection, WindowView } from '../digest.js';
import { MAX_SUBJECT } from '../heading.js';
import { labelsOf } from '../labels.js';
import { capitalised, nameList } from '../language/names.js';
import { dayText } from '../language/parts.js';
import { createLanguage } from '../language/words.js';
import { alertAbout } from './about.js';
import { alertData, textOf } from './data.js';
import type { AlertContext, AlertLook, SaidItem } from './look.js';
import { botNames, saidItems } from './said.js';
import { alertSections, sectionIdOf } from './section.js';

/** Bots named in the subtitle before the rest are counted. */
const MAX_BOTS = 4;

const TONES: Readonly<Record<AlertEvent, ChangeTone>> = {
  firing: 'attention',
  reminder: 'attention',
  recovered: 'good',
  missed: 'neutral',
};

/**
 * Composes the message of an alert as a digest: a verdict, a callout for each item and pictures of the first few, without figures. Its id is that
 * of the check's runs, `alert.outage`, so that no digest has it. Pure, as `composeDigest` is.
 */
export function composeAlert(story: AlertStory, look: AlertLook): Digest {
  const language = createLanguage(look.locale, look.timezone, look.templates.messages);
  const context: AlertContext = { ...language, story, look, said: saidItems(story, language) };
  const { words } = context;
  const title = cleanText(look.title);
  const text = textOf(context);
  const headline = words.say('alert.headline', { title, text });
  const sections = alertSections(context);
  const digest: Omit<Digest, 'fingerprint'> = {
    schema: 'botdigest.digest/2',
    id: checkName(look.id),
    title,
    locale: look.locale,
    direction: words.direction,
    slot: {
      scheduledFor: new Date(story.at).toISOString(),
      trigger: 'cron',
      text: slotText(story.at, context),
    },
    bots: botsOf(context),
    window: dayWindow(context),
    comparison: null,
    subtitle: subtitleOf(context),
    subject: shorten(headline, MAX_SUBJECT),
    headline,
    verdict: { rule: 'alert', tone: TONES[story.event], text },
    tiles: [],
    callouts: {
      items: context.said.map((said) => calloutOf(context, sections, said)),
      emptyText: words.say('callout.quiet'),
    },
    sections,
    tables: [],
    notes: [],
    scorecard: [],
    steps: [],
    totals: {},
    about: alertAbout(context),
    alert: alertData(context),
    empty: false,
    incomplete: false,
    labels: labelsOf({ ...language, comparison: null }),
  };
  return { ...digest, fingerprint: sha256(canonicalJson(digest)) };
}

/** Each bot once, under the name that the sentences have. */
function botsOf({ story: { items }, look }: AlertContext): Digest['bots'] {
  const stories = new Map(items.flatMap(({ bot }) => (bot ? [[bot.id, bot.storyId]] : [])));
  return [...botNames(items)].map(([id, name]) => ({ id, name, ...linkOf(look, stories.get(id) ?? '') }));
}

/** The last judged day. */
function dayWindow({ story: { day }, look: { timezone: zone }, words, format }: AlertContext): WindowView {
  return {
    zone,
    firstDay: day,
    lastDay: day,
    from: new Date(startOfDay(zone, day)).toISOString(),
    to: new Date(startOfDay(zone, addDays(day, 1))).toISOString(),
    days: 1,
    text: format.day(day),
    name: words.say('window.day'),
  };
}

function subtitleOf(context: AlertContext): readonly string[] {
  const names = nameList(
    context.said.map(({ name }) => name),
    MAX_BOTS,
    context.words,
  );
  return [capitalised(dayText(context.story.day, context), context.format.locale), names];
}

function calloutOf(context: AlertContext, sections: readonly TimeSeriesSection[], said: SaidItem): Callout {
  const { episode, reading, bot } = said.item;
  const { value, low, high, z } = reading;
  return {
    rule: 'alert',
    section: sectionIdOf(sections, context, said) ?? 'about',
    tone: TONES[context.story.event],
    about: {
      bots: bot ? [bot.id] : [],
      sources: episode.source === null ? [] : [episode.source],
      steps: [],
    },
    values: { ...reading.facts, value, low, high, z, start: episode.start, end: episode.end },
    heading: said.name,
    body: said.body,
  };
}
