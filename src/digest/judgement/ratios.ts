import { isDeepStrictEqual } from 'node:util';
import { countsDiffer, newsLimit, ratesDiffer } from '../../baseline/guard.js';
import type { NumberRange } from '../../baseline/rate-baseline.js';
import { type BotFigures, present, wholeLikeWithLike } from '../figures/figures.js';
import type { SummedReport } from '../figures/summed.js';
import type { ShownUnit } from '../language/shown.js';
import type { Judgement } from './judgement.js';
import type { Standing } from './steady.js';

/** A ratio of two counts in both windows. */
export interface RatioFigure {
  readonly name: 'paidShare' | 'messagesEach';
  readonly unit: ShownUnit;
  readonly now: number;
  readonly before: number;
  /** null where the weeks before do not tell. */
  readonly usual: NumberRange | null;
  /** Of the difference from the comparison. */
  readonly z: number;
}

/** What ratios are judged from. */
interface Counted {
  readonly figures: Readonly<Record<SummedReport, readonly BotFigures[]>>;
  readonly judgement: Judgement;
}

/** Against the comparison by more than chance explains among so many candidates, and outside what is usual where that is known. */
export function ratioStanding({ now, usual, z }: RatioFigure, candidates: number): Standing {
  if (Math.abs(z) < newsLimit(candidates)) return 'usual';
  if (usual && now >= usual.low && now <= usual.high) return 'usual';
  return z > 0 ? 'above' : 'below';
}

/** A ratio over other bots than those that it is of would be false. */
function sameBots(figures: Counted['figures'], report: SummedReport): boolean {
  const [all, part] = [figures.conversations, figures[report]].map((one) =>
    present(one).map(({ bot }) => bot.id),
  );
  return isDeepStrictEqual(all, part);
}

/** Paid conversations in all; null unless both windows are known and hold some. */
export function paidShare({ figures, judgement }: Counted): RatioFigure | null {
  const [all, paid] = [wholeLikeWithLike(figures.conversations), wholeLikeWithLike(figures.paid)];
  if (!all || !paid || all.now === 0 || all.before === 0 || !sameBots(figures, 'paid')) return null;
  const now = { uses: all.now, hits: Math.min(paid.now, all.now) };
  const before = { uses: all.before, hits: Math.min(paid.before, all.before) };
  const dispersion = judgement.paidShare?.dispersion ?? 1;
  return {
    name: 'paidShare',
    unit: 'percent',
    now: now.hits / now.uses,
    before: before.hits / before.uses,
    usual: judgement.paidShare?.range(all.now) ?? null,
    z: ratesDiffer(now, before, { dispersion, candidates: 1 }).z,
  };
}

/** Messages by conversation: as a count against those that the conversations give, so that their own scatter counts. */
export function messagesEach({ figures, judgement }: Counted): RatioFigure | null {
  const [all, messages] = [wholeLikeWithLike(figures.conversations), wholeLikeWithLike(figures.messages)];
  if (!all || !messages || all.now === 0 || all.before === 0 || !sameBots(figures, 'messages')) return null;
  const { dispersion } = judgement.counts.messages;
  const ratio = all.now / all.before;
  return {
    name: 'messagesEach',
    unit: 'ratio',
    now: messages.now / all.now,
    before: messages.before / all.before,
    usual: judgement.messagesEach?.range(all.now) ?? null,
    z: countsDiffer(messages.now, messages.before, { dispersion, ratio, candidates: 1 }).z,
  };
}
