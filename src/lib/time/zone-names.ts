const NAMES: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

/** Every IANA zone name that this Node lists. */
export function zoneNames(): readonly string[] {
  return [...NAMES];
}

/** Whether `name` is an IANA zone, aliases included; offsets such as `+02:00` are not. */
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
