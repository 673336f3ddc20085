import type { Context } from '../context.js';
import { wholeLikeWithLike } from '../figures/figures.js';
import { messagesEach, paidShare, ratioStanding } from '../judgement/ratios.js';
import { againstText } from '../language/parts.js';
import { asShown, shownChange } from '../language/shown.js';
import { MIN_COUNT } from '../thresholds.js';
import { ALL, type Finding, finding } from './finding.js';

/** The figures among which the rule looks. */
const CANDIDATES = 2;

/** The paid share or the messages of a conversation, whichever changed by more than chance explains; the surer one of both. */
export function figureFinding(context: Context): Finding | null {
  const all = wholeLikeWithLike(context.figures.conversations);
  if (all === null || Math.min(all.now, all.before) < MIN_COUNT) return null;
  const [surest] = [paidShare(context), messagesEach(context)]
    .filter((figure) => figure !== null)
    .filter((figure) => ratioStanding(figure, CANDIDATES) !== 'usual')
    .filter(({ now, before, unit }) => asShown(now, unit) !== asShown(before, unit))
    .toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
  if (!surest) return null;
  const { words, format } = context;
  const { name, now, before, usual, unit } = surest;
  const text = unit === 'percent' ? format.percent : format.ratio;
  const direction = surest.z > 0 ? 'rose' : 'fell';
  const against = againstText({ usual, before, text }, context);
  const percent = format.percent(Math.abs(shownChange(now, before, unit) ?? 0));
  return finding({
    rule: 'figure',
    section: name === 'paidShare' ? 'paid' : 'messages',
    tone: name === 'paidShare' && direction === 'fell' ? 'attention' : 'neutral',
    about: ALL,
    values: { figure: name, value: now, before, low: usual?.low ?? null, high: usual?.high ?? null },
    heading:
      name === 'paidShare'
        ? words.say(`callout.paidShare.${direction}`, { value: text(now) })
        : words.say(`callout.messagesEach.${direction}`, { percent }),
    body:
      name === 'paidShare' ? against : `${words.say('callout.change.rest', { value: text(now) })}${against}`,
  });
}
