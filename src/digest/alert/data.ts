import type { Digest } from '../digest.js';
import type { AlertContext, SaidItem } from './look.js';

type AlertData = NonNullable<Digest['alert']>;

/** The alert as figures, for programs. */
export function alertData(context: AlertContext): AlertData {
  const { story, look, said } = context;
  return {
    alert: look.id,
    episode: story.items[0]?.episode.id ?? '',
    event: story.event,
    series: said.map(seriesOf),
    text: textOf(context),
  };
}

/** The sentence about the weightiest item, and how many more there are. */
export function textOf({ said, words }: AlertContext): string {
  const [first] = said;
  const rest = said.length - 1;
  return `${first ? sentenceOf(first) : ''}${rest > 0 ? words.say('alert.more', { count: rest }) : ''}`;
}

const sentenceOf = ({ name, body }: SaidItem): string => `${name}${body}`;

function seriesOf(said: SaidItem): AlertData['series'][number] {
  const { episode, reading } = said.item;
  const { bot, source, kind, of, start, end, days } = episode;
  const { value, low, high, z } = reading;
  return {
    bot,
    source,
    kind,
    of,
    episode: episode.id,
    state: end === null ? 'firing' : 'well',
    value,
    low,
    high,
    z,
    start,
    end,
    days,
    text: sentenceOf(said),
  };
}
