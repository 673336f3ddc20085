import type { MessageKey } from './messages/catalogue.js';

/** Keys of earlier versions that no digest says any more: message files that have them stay valid. */
export const RETIRED: ReadonlySet<string> = new Set([
  'callout.change.leader',
  'callout.change.leaderAlone',
  'callout.fallback.down',
  'callout.fallback.step',
  'callout.fallback.up',
  'callout.figure.rest',
  'callout.messages.fell',
  'callout.messages.rose',
  'callout.paid.fell',
  'callout.paid.rose',
  'callout.steady',
  'callout.steady.rest',
  'callout.unused',
  'callout.unused.rest',
  'compared.day',
  'headline',
  'headline.fallback',
  'headline.incomplete',
  'label.fallback',
  'label.times',
]);

/** Placeholders that messages of earlier versions lacked: texts without them stay valid. */
export const ADDED: ReadonlyMap<string, readonly string[]> = new Map<MessageKey, readonly string[]>([
  ['callout.outside', ['hours']],
]);
