import { canonicalJson, sha256 } from '../../lib/hash.js';
import type { BotConfig, DigestConfig, ReaderSlice } from '../config.js';
import type { SliceInput } from '../schema/plugins.js';
import { firstWeekday } from './first-weekday.js';

/** Settings that a slice inherits from its digest and file. */
export interface SliceContext {
  readonly bots: ReadonlyMap<string, BotConfig>;
  /** undefined if neither the digest nor the file sets it. */
  readonly weekStart: DigestConfig['weekStart'] | undefined;
}

/** The changes of a `deliver:` entry, with bots resolved and a name that depends only on the changes. */
export function resolveSlice(input: SliceInput, { bots, weekStart }: SliceContext): ReaderSlice {
  const { bots: ids, locale, ...rest } = input;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const chosen = ids && { bots: ids.flatMap((id) => bots.get(id) ?? []) };
  const language = locale && { locale, firstWeekday: firstWeekday(weekStart, locale) };
  return { name: nameOf(input), changes: { ...given, ...chosen, ...language } };
}

/** `sales_pl-PL_America-New_York`, safe as a file name; title and formats as a short hash. */
function nameOf({ bots, locale, timezone, title, formats }: SliceInput): string {
  const other = title === undefined && formats === undefined ? null : { title, formats };
  const parts = [
    bots?.join('+'),
    locale,
    timezone?.replaceAll('/', '-'),
    other ? sha256(canonicalJson(other)).slice(0, 8) : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('_');
}
