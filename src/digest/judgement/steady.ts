import { countsDiffer, newsLimit } from '../../baseline/guard.js';
import { zOf } from '../../baseline/negative-binomial.js';
import type { Compared } from '../figures/figures.js';
import type { Usual } from './usual.js';

/** A count, what it compares with and what is usual of it. */
export interface Judged {
  readonly value: number | null;
  /** null where the windows do not compare. */
  readonly compared: Compared | null;
  readonly usual: Pick<Usual, 'expectation' | 'range' | 'dispersion'>;
  /** Figures among which a rule looks for a change; 1 when left out. */
  readonly candidates?: number;
}

export type Standing = 'above' | 'below' | 'usual';

/**
 * The one rule of what is steady, for tiles, tables, callouts and colours: a count stands out when it is outside its usual range, or, without
 * one, when it differs from the comparison by more than chance explains; among several candidates by as much more as their number asks for.
 */
export function standingOf({ value, compared, usual, candidates = 1 }: Judged): Standing {
  const { expectation, range, dispersion } = usual;
  if (value !== null && expectation !== null && range !== null) {
    const outside = candidates === 1 || Math.abs(zOf(value, expectation)) >= newsLimit(candidates);
    if (outside && value > range.high) return 'above';
    return outside && value < range.low ? 'below' : 'usual';
  }
  return compared === null ? 'usual' : changeOf(compared, dispersion, candidates);
}

/** No rhythm repeats exactly: a change below this fraction is steady, however many counts tell of it. */
const LEAST_CHANGE = 0.05;

/** Whether a count differs from the comparison, whatever is usual. */
export function changeOf(
  { now, expected, basis }: Compared,
  dispersion: number,
  candidates: number,
): Standing {
  const ratio = basis > 0 && expected > 0 ? expected / basis : 1;
  const { z, news } = countsDiffer(now, expected / ratio, { dispersion, ratio, candidates });
  if (!news || Math.abs(now - expected) < LEAST_CHANGE * expected) return 'usual';
  return z > 0 ? 'above' : 'below';
}
