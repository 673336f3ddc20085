import type { Change, ChangeTone } from '../../../digest/digest.js';
import { arrowOf } from '../../../digest/language/change.js';
import { oneLine } from '../../../render/line.js';
import type { MailTone } from './view.js';

/** `▲ 11.3%`, whose arrow stays with its number. */
export const arrowedChange = (change: Change) =>
  `${arrowOf(change).replace(' ', '\u00a0')}${oneLine(change.text)}`;

/** Templates name the tone `slight` in their stylesheets, where a digest says `muted`; `good` is drawn as `neutral`. */
export function mailTone(tone: ChangeTone): MailTone {
  if (tone === 'muted') return 'slight';
  return tone === 'attention' ? 'attention' : 'neutral';
}
