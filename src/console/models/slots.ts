import { omissionAt, type PauseRules } from '../../schedule/pause.js';
import type { ClockEffect, UpcomingSlot } from '../../schedule/slots.js';
import { omissionText } from '../words/pauses.js';
import { dayWords, timeText } from '../words/times.js';

const EFFECTS: Readonly<Record<ClockEffect, string>> = {
  moved: ' and skip its time: it is due right after',
  first: ' and repeat this time: this is the first',
  second: ' and repeat this time: this is the second',
};

/** What is special about a slot: a holiday, a pause, a clock change; a phrase each. */
export function slotNotes(slot: UpcomingSlot, rules: PauseRules, now: number): readonly string[] {
  const { at, holiday, clockChange } = slot;
  const { zone } = rules;
  const dropped = holiday?.effect === 'dropped';
  const omission = dropped ? null : omissionAt(rules, at);
  const name = holiday?.name || 'a holiday';
  return [
    ...(holiday && dropped ? [`not due: ${name}`] : []),
    ...(holiday && !dropped ? [`moved from ${dayWords(holiday.day, now)}: ${name}`] : []),
    ...(omission ? [omissionText(omission, zone, now)] : []),
    ...(clockChange
      ? [
          `clocks go ${clockChange.after > clockChange.before ? 'forward' : 'back'} to ${timeText(clockChange.at, zone)}${
            clockChange.effect === null ? '' : EFFECTS[clockChange.effect]
          }`,
        ]
      : []),
  ];
}
