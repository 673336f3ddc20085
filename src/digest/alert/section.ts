import type { AlertChart } from '../../alerts/message/story.js';
import type { FigureName } from '../../config/config.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import type { TimeSeriesSection } from '../digest.js';
import { watchedId } from '../drawn-as.js';
import { capitalised } from '../language/names.js';
import { peakOf } from '../sections/time-series.js';
import { figureName, valueText } from './figure.js';
import type { AlertContext, SaidItem } from './look.js';

/** Items with a picture; the others are said in words only. */
const MAX_PICTURES = 3;

const REPORTS: Readonly<Record<FigureName, ReportName>> = {
  conversations: 'conversations',
  paid: 'paid',
  messages: 'messages',
  fallbacks: 'interactions',
  fallbackRate: 'interactions',
};

/** Eight weeks of days for the first items that have them, under `series-1` to `series-3`. */
export function alertSections(context: AlertContext): readonly TimeSeriesSection[] {
  return context.said
    .flatMap((said) => (said.item.chart === null ? [] : [{ ...said, chart: said.item.chart }]))
    .slice(0, MAX_PICTURES)
    .map((said, index) => sectionOf(context, said, watchedId(index)));
}

/** The section of an item; null where it has none. */
export function sectionIdOf(sections: readonly TimeSeriesSection[], { said }: AlertContext, item: SaidItem) {
  const drawn = said.filter(({ item: { chart } }) => chart !== null);
  return sections[drawn.indexOf(item)]?.id ?? null;
}

function sectionOf(
  context: AlertContext,
  { item, name, chart }: SaidItem & { readonly chart: AlertChart },
  id: string,
): TimeSeriesSection {
  const { words, format } = context;
  const of = item.episode.of ?? 'conversations';
  const what = figureName(of, context);
  const title = words.say('alert.title', { name, what });
  const { days } = chart;
  const beyond = new Set(item.episode.days);
  return {
    kind: 'timeSeries',
    id,
    report: REPORTS[of],
    chapter: 'trend',
    title,
    hint: words.say('alert.hint'),
    alt: altOf(context, title, { of, days }),
    missing: [],
    emptyText: days.some(({ value }) => value !== null) ? null : words.say('instead.missing'),
    bucket: 'day',
    unit: chart.unit,
    axis: days.map(({ day }) => ({
      key: day,
      label: format.shortDay(day),
      short: format.dayAndMonth(day),
      comparison: null,
      ...(beyond.has(day) ? { beyond: true } : {}),
    })),
    series: [
      {
        id: 'current',
        label: capitalised(what, format.locale),
        role: 'current',
        values: days.map(({ value }) => value),
        texts: days.map(({ value }) => (value === null ? '' : valueText(of, context)(value))),
        usual: days.map(({ usual }) => usual),
      },
    ],
    peak: null,
  };
}

/** What the picture shows for those who do not see it; the sentence about it stands elsewhere. */
function altOf(
  context: AlertContext,
  title: string,
  { of, days }: { readonly of: FigureName; readonly days: AlertChart['days'] },
): string {
  const { words, format, story } = context;
  const values = days.map(({ value }) => value);
  const text = (value: number | null) =>
    value === null ? words.say('chart.missing') : valueText(of, context)(value);
  const peak = peakOf(values) ?? 0;
  const [first, last] = [days[0]?.day ?? story.day, days.at(-1)?.day ?? story.day];
  return words.say('alert.alt', {
    title,
    days: format.shortDays(first, last),
    value: text(values[peak] ?? null),
    step: format.shortDay(days[peak]?.day ?? last),
    last: text(values.at(-1) ?? null),
  });
}
