import type { Context } from '../context.js';
import type { Callouts } from '../digest.js';
import { RULES } from '../schema/callouts.js';
import { MAX_CALLOUTS } from '../thresholds.js';
import { busiestFinding } from './busiest.js';
import { figureFinding } from './figure.js';
import type { Finding } from './finding.js';
import { goalFindings } from './goals.js';
import { levelFinding } from './level.js';
import { missingFinding } from './missing.js';
import { moverFinding } from './mover.js';
import { newFinding, stoppedFinding } from './names.js';
import { silentFindings } from './silent.js';
import { understoodFinding } from './understood.js';

/** The rules, each silent where it has nothing to say. */
const FINDERS: readonly ((context: Context) => readonly Finding[] | Finding | null)[] = [
  silentFindings,
  missingFinding,
  understoodFinding,
  levelFinding,
  moverFinding,
  figureFinding,
  goalFindings,
  busiestFinding,
  stoppedFinding,
  newFinding,
];

/** All that there is to notice, the most severe rule first. */
export function findingsOf(context: Context): readonly Finding[] {
  const found = FINDERS.flatMap((find) => find(context) ?? []);
  const order: readonly string[] = RULES;
  const rank = ({ callout }: Finding) => order.indexOf(callout.rule);
  return found.toSorted((a, b) => rank(a) - rank(b));
}

/** What to notice: claims first, then what is as usual. */
export function calloutsOf({ words }: Context, findings: readonly Finding[]): Callouts {
  const callouts = findings.map(({ callout }) => callout);
  const claims = callouts.filter(({ tone }) => tone !== 'muted');
  const calm = callouts.filter(({ tone }) => tone === 'muted');
  return { items: [...claims, ...calm].slice(0, MAX_CALLOUTS), emptyText: words.say('callout.quiet') };
}
