import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { sourceName } from '../figures/sources.js';
import type { Silent } from '../judgement/silent.js';
import { nameList } from '../language/names.js';
import { dayText } from '../language/parts.js';
import { MAX_NAMES } from '../thresholds.js';
import { type Finding, finding } from './finding.js';

/** Silent bots and silent sources, each in one callout. */
export function silentFindings(context: Context): readonly Finding[] {
  const bots = context.silent.filter(({ source }) => source === null);
  const sources = context.silent.filter(({ source }) => source !== null);
  return [bots, sources].flatMap((group) => (group.length > 0 ? [findingOf(context, group)] : []));
}

function findingOf(context: Context, group: readonly Silent[]): Finding {
  const [first] = group;
  const told = first && group.length === 1 ? oneOf(context, first) : severalOf(context, group);
  const { bots } = context;
  const sources = group.flatMap(({ source }) => source ?? []);
  return finding({
    rule: 'silent',
    section: sources.length > 0 ? 'by-source' : bots.length > 1 ? 'by-bot' : 'conversations',
    tone: 'attention',
    about: { bots: group.flatMap(({ bot }) => bot?.id ?? []), sources, steps: [] },
    values: {
      count: group.length,
      since: first?.since ?? null,
      before: first?.before ?? null,
      expected: first ? Math.round(first.expected) : null,
    },
    ...told,
  });
}

type Told = Pick<Callout, 'heading' | 'body'>;

function oneOf(context: Context, silent: Silent): Told {
  const { words, format, comparison } = context;
  const heading = words.say('callout.silent', {
    name: nameOf(context, silent),
    day: dayText(silent.since, context),
  });
  if (comparison !== null && silent.before !== null && silent.before > 0)
    return {
      heading,
      body: words.say('callout.silent.before', {
        comparison: comparison.name,
        value: format.count(silent.before),
      }),
    };
  const value = format.count(silent.expected);
  return { heading, body: words.say('callout.silent.expected', { value }) };
}

function severalOf(context: Context, group: readonly Silent[]): Told {
  const { words } = context;
  const names = group.map((silent) =>
    words.say('callout.silent.since', { name: nameOf(context, silent), day: dayText(silent.since, context) }),
  );
  const heading = group[0]?.source === null ? 'callout.silentBots' : 'callout.silentSources';
  return {
    heading: words.say(heading, { count: group.length }),
    body: words.say('callout.names', { names: nameList(names, MAX_NAMES, words) }),
  };
}

function nameOf({ words }: Context, { bot, source }: Silent): string {
  return source === null ? (bot?.name ?? '') : sourceName(source, words);
}
