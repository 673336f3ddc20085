import { countsDiffer, newsLimit, ratesDiffer } from '../../baseline/guard.js';
import type { NumberRange } from '../../baseline/rate-baseline.js';
import type { Context } from '../context.js';
import { wholeLikeWithLike } from '../figures/figures.js';
import type { Standing } from '../judgement/steady.js';
import { againstText } from '../language/parts.js';
import { asShown, type ShownUnit, shownChange } from '../language/shown.js';
import { MIN_COUNT } from '../thresholds.js';
import { ALL, type Finding, finding } from './finding.js';

/** A ratio of two counts in both windows. */
interface Figure {
  readonly name: 'paidShare' | 'messagesEach';
  readonly unit: ShownUnit;
  readonly now: number;
  readonly before: number;
  readonly usual: NumberRange | null;
  readonly z: number;
}

/** The figures among which the rule looks. */
const CANDIDATES = 2;

/** The paid share or the messages of a conversation, whichever changed by more than chance explains; the surer one of both. */
export function figureFinding(context: Context): Finding | null {
  const figures = [paidShare(context), messagesEach(context)]
    .filter((figure) => figure !== null)
    .filter((figure) => standingOf(figure) !== 'usual')
    .filter(({ now, before, unit }) => asShown(now, unit) !== asShown(before, unit));
  const [surest] = figures.toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
  if (!surest) return null;
  const { words, format } = context;
  const { name, now, before, usual, unit } = surest;
  const text = unit === 'percent' ? format.percent : format.ratio;
  const above = standingOf(surest) === 'above';
  return finding({
    rule: 'figure',
    section: name === 'paidShare' ? 'paid' : 'messages',
    tone: name === 'paidShare' && !above ? 'attention' : 'neutral',
    about: ALL,
    values: { figure: name, value: now, before, low: usual?.low ?? null, high: usual?.high ?? null },
    heading:
      name === 'paidShare'
        ? words.say(`callout.paidShare.${above ? 'rose' : 'fell'}`, { value: text(now) })
        : words.say(`callout.messagesEach.${above ? 'rose' : 'fell'}`, {
            percent: format.percent(Math.abs(shownChange(now, before, unit) ?? 0)),
          }),
    body: `${name === 'paidShare' ? '' : words.say('callout.change.rest', { value: text(now) })}${againstText({ usual, before, text }, context)}`,
  });
}

/** Both from what is usual, where that is known, and from the comparison. */
function standingOf({ now, usual, z }: Figure): Standing {
  if (Math.abs(z) < newsLimit(CANDIDATES)) return 'usual';
  if (usual && now >= usual.low && now <= usual.high) return 'usual';
  return z > 0 ? 'above' : 'below';
}

function paidShare({ figures, judgement }: Context): Figure | null {
  const [all, paid] = [wholeLikeWithLike(figures.conversations), wholeLikeWithLike(figures.paid)];
  if (!all || !paid || Math.min(all.now, all.before) < MIN_COUNT) return null;
  const now = { uses: all.now, hits: Math.min(paid.now, all.now) };
  const before = { uses: all.before, hits: Math.min(paid.before, all.before) };
  const dispersion = judgement.paidShare?.dispersion ?? 1;
  return {
    name: 'paidShare',
    unit: 'percent',
    now: now.hits / now.uses,
    before: before.hits / before.uses,
    usual: judgement.paidShare?.range(all.now) ?? null,
    z: ratesDiffer(now, before, { dispersion, candidates: CANDIDATES }).z,
  };
}

/** Messages as a count against those that the conversations give, so that their own scatter counts. */
function messagesEach({ figures, judgement }: Context): Figure | null {
  const [all, messages] = [wholeLikeWithLike(figures.conversations), wholeLikeWithLike(figures.messages)];
  if (!all || !messages || Math.min(all.now, all.before) < MIN_COUNT) return null;
  const { dispersion } = judgement.counts.messages;
  const ratio = all.now / all.before;
  return {
    name: 'messagesEach',
    unit: 'ratio',
    now: messages.now / all.now,
    before: messages.before / all.before,
    usual: judgement.messagesEach?.range(all.now) ?? null,
    z: countsDiffer(messages.now, messages.before, { dispersion, ratio, candidates: CANDIDATES }).z,
  };
}
