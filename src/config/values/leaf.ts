import { z } from 'zod';
import { Secret } from '../../lib/secret.js';
import { suggest } from '../../lib/text/suggest.js';
import { DURATION_PATTERN, parseDuration, parseSize, SIZE_PATTERN } from '../../lib/text/units.js';
import { isZone, zoneNames } from '../../lib/time/zone-names.js';
import { type SecretKind, secretCharacterFault, tidySecret } from '../read/characters.js';
import { expandHome, pathFault } from './file-path.js';

/** What is wrong with a value; `{value}` in the message stands for the text in the file. */
export interface ValueFault {
  readonly message: string;
  readonly suggestion?: string | undefined;
}

type FaultOf = (value: string) => ValueFault | null;

const CONTROL = /\p{Cc}/u;

/** A non-empty string that passes `faultOf`. */
export function textValue(faultOf: FaultOf = () => null) {
  return z.string().superRefine((value, context) => {
    const fault = value.trim() === '' ? { message: 'is empty' } : faultOf(value);
    if (fault) addFault(context, fault);
  });
}

/** Reports a fault at the validated value, or at a path below it. */
export function addFault(context: z.RefinementCtx, fault: ValueFault, path: (string | number)[] = []): void {
  const { message, suggestion } = fault;
  context.addIssue({ code: 'custom', path, message, params: { suggestion } });
}

/** A non-empty single line, for a heading or a mail subject. */
export function lineValue(most = 300) {
  return textValue((value) => {
    if (CONTROL.test(value)) return { message: 'must be one line without control characters' };
    return value.length > most ? { message: `must have at most ${most} characters` } : null;
  }).transform((value) => value.trim());
}

/** A secret on one line. */
export function secret(faultOf: FaultOf = () => null, kind: SecretKind = 'line') {
  return hidden((value) => {
    const message = secretCharacterFault(value, kind);
    return message === null ? faultOf(value) : { message };
  });
}

/** A secret whose characters are checked by `faultOf`. */
export function hidden(faultOf: FaultOf) {
  return textValue((value) => faultOf(tidySecret(value))).transform((value) => new Secret(tidySecret(value)));
}

/** A token for a header; `faultOf` recognizes values of another kind. */
export function token(faultOf: (value: string) => string | null = () => null) {
  return secret((value) => {
    const message = faultOf(value);
    return message === null ? null : { message };
  }, 'token');
}

/** A secret of several lines, such as a key. */
export const secretBlock = (faultOf: FaultOf) => secret(faultOf, 'block');

/** The path of a file or folder; `~/` is the home folder. */
export function filePath() {
  return textValue((value) => {
    const message = pathFault(value);
    return message === null ? null : { message };
  }).transform(expandHome);
}

interface Limits {
  readonly min: number;
  readonly max: number;
}

/** An integer, also as digits from a variable. */
export function integer({ min, max }: Limits) {
  const digits = (value: unknown) =>
    typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return z.preprocess(digits, z.int().min(min).max(max));
}

/** `true` or `false`, also from a variable. */
export function flag() {
  const word = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value);
  return z.preprocess(word, z.boolean());
}

/** A duration such as `30s`, in ms. The limits are durations too. */
export function duration(limits: { readonly min: string; readonly max: string }) {
  const [min, max] = [parseDuration(limits.min) ?? 0, parseDuration(limits.max) ?? 0];
  return measured((value) => {
    const length = parseDuration(value);
    if (length === null) return { message: '{value} is not a duration such as 250ms, 30s, 15m, 24h or 90d' };
    if (length < min) return { message: `{value} is too short: at least ${limits.min}` };
    return length > max ? { message: `{value} is too long: at most ${limits.max}` } : null;
  })
    .transform((value) => parseDuration(value) ?? 0)
    .meta({ pattern: DURATION_PATTERN.source });
}

/** A size such as `10MB`, in bytes. */
export function size(limits: { readonly min: string; readonly max: string }) {
  const [min, max] = [parseSize(limits.min) ?? 0, parseSize(limits.max) ?? 0];
  return measured((value) => {
    const bytes = parseSize(value);
    if (bytes === null) return { message: '{value} is not a size such as 500KB or 10MB' };
    if (bytes < min) return { message: `{value} is too small: at least ${limits.min}` };
    return bytes > max ? { message: `{value} is too large: at most ${limits.max}` } : null;
  })
    .transform((value) => parseSize(value) ?? 0)
    .meta({ pattern: SIZE_PATTERN.source });
}

/** A string in a format; a bare number gets the same message as any other wrong format. */
export function measured(faultOf: FaultOf) {
  return z.preprocess((value) => (typeof value === 'number' ? String(value) : value), textValue(faultOf));
}

/** An IANA time zone. */
export function zone() {
  return textValue((name) =>
    isZone(name)
      ? null
      : {
          message: '{value} is not an IANA time zone such as Europe/Warsaw',
          suggestion: suggest(name, zoneNames()) ?? undefined,
        },
  );
}

/** A BCP 47 language tag that Node has data for, in its canonical form. */
export function locale() {
  return textValue((tag) => {
    if (canonicalLocale(tag) !== null) return null;
    const suggestion = canonicalLocale(tag.replaceAll('_', '-').replace(/\..*$/, '')) ?? undefined;
    return { message: '{value} is not a known language tag such as en-GB', suggestion };
  }).transform((tag) => canonicalLocale(tag) ?? tag);
}

function canonicalLocale(tag: string): string | null {
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(tag);
    return Intl.DateTimeFormat.supportedLocalesOf(canonical)[0] ?? null;
  } catch {
    return null;
  }
}

/** `#rrggbb`, in lower case. */
export function colour() {
  const pattern = /^#[0-9a-fA-F]{6}$/;
  return textValue((value) =>
    pattern.test(value) ? null : { message: '{value} is not a colour such as "#1f5fa8", in quotes' },
  )
    .transform((value) => value.toLowerCase())
    .meta({ pattern: pattern.source });
}
