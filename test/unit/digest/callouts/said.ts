import type { Snapshot } from '../../../../src/chatbot/snapshot.js';
import type { DigestConfig } from '../../../../src/config/config.js';
import type { Finding } from '../../../../src/digest/callouts/finding.js';
import { type Context, createContext } from '../../../../src/digest/context.js';
import { WEEKLY } from '../../../support/digests.js';
import {
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
} from '../../../support/snapshot.js';

/** The context of a test snapshot, with what is to be changed of it and of its configuration. */
export const contextOf = (
  of: TestSnapshot,
  config: Partial<DigestConfig> = {},
  change: (whole: Snapshot) => Snapshot = (whole) => whole,
): Context => createContext(change(snapshot(of)), digestConfig(of, config));

/** `attention: Conversations fell 20.0% to 80.` */
export const said = (finding: Finding | null | undefined): string | null => {
  if (!finding) return null;
  const { tone, heading, body } = finding.callout;
  return `${tone}: ${heading}${body}`.replaceAll('\u00a0', ' ');
};

/** A week of bots that talk on Mondays only: name, count, count before. */
export const mondays = (...bots: readonly (readonly [string, number, number])[]): TestSnapshot => ({
  ...WEEKLY,
  bots: bots.map(([name, now, before]): TestBot => ({ id: name, name, weekdays: [now], before: [before] })),
});

/** A week after twelve alike of 100 conversations a day. */
export const weekOf = (weekdays: readonly number[], more: Partial<TestSnapshot> = {}): TestSnapshot => ({
  ...WEEKLY,
  history: true,
  bots: [{ id: 'a', name: 'A', weekdays, before: HUNDREDS }],
  ...more,
});

export const HUNDREDS = [100, 100, 100, 100, 100, 100, 100];

/** Uses of one step, and how many of them ended in a fallback. */
export const stepRows = (name: string, uses: number, lost: number, id = name) => [
  interaction({ id, name, value: uses }),
  interaction({ parentId: id, type: 'contextFallback', name: 'Fallback Interaction', value: lost }),
];

/** The hundred conversations of each day, times a factor. */
export const times = (factor: number) => HUNDREDS.map((count) => count * factor);

/** A step that a twentieth of its uses lose. */
export const WELL = stepRows('Track', 950, 50);

/** A bot whose earlier weeks were alike: 100 conversations a day, understood well. */
export const bot = (id: string, weekdays: readonly number[], more: Partial<TestBot> = {}): TestBot => ({
  id,
  name: id.toUpperCase(),
  weekdays,
  before: HUNDREDS,
  interactions: WELL,
  interactionsHistory: Array.from({ length: 7 }, () => WELL),
  ...more,
});
