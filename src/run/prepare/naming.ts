import { alertOf } from '../../alerts/check-name.js';
import type { WindowView } from '../../digest/digest.js';
import { addDays, addMonths, isoWeek, weekdayOf } from '../../lib/time/zone.js';

/** Names a file of a digest; the empty part is the digest as a whole. */
export type Naming = (part: string, extension: string) => string;

/** What delivered files are called before their part and extension: `weekly-support-2026-W47`. */
export function deliveryStem(digestId: string, window: WindowView): string {
  return `${digestId}-${windowLabel(window)}`;
}

/** `weekly-support-2026-W47.pdf` for the whole, `weekly-support-2026-W47-heatmap.csv` for a part. */
export function namesFrom(stem: string): Naming {
  return (part, extension) => `${part ? `${stem}-${part}` : stem}.${extension}`;
}

/** The fixed name a delivered file has in a preview: `digest.pdf` (`alert.json` of an alert), `heatmap.csv`, `charts/heatmap.png`. */
export function previewName(stem: string, delivered: string): string {
  const rest = delivered.slice(stem.length);
  if (rest.startsWith('.')) return `${alertOf(stem) === null ? 'digest' : 'alert'}${rest}`;
  return rest.endsWith('.png') ? `charts/${rest.slice(1)}` : rest.slice(1);
}

/** `2026-W47`, `2026-11-22`, `2026-11`, or `2026-11-01_2026-11-20`. */
function windowLabel({ firstDay, lastDay }: WindowView): string {
  if (firstDay === lastDay) return firstDay;
  if (weekdayOf(firstDay) === 1 && addDays(firstDay, 6) === lastDay) return isoWeek(firstDay);
  if (firstDay.endsWith('-01') && addDays(addMonths(firstDay, 1), -1) === lastDay)
    return firstDay.slice(0, 7);
  return `${firstDay}_${lastDay}`;
}
