const NAMES: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

/** Every IANA zone name this Node knows, for checks and suggestions. */
export function zoneNames(): readonly string[] {
  return [...NAMES];
}

/** Whether `name` is an IANA zone; offsets such as `+02:00` are not. Older names of zones are known, but not listed. */
export function isZone(name: string): boolean {
  if (NAMES.has(name)) return true;
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
