const PREFIX = 'alert.';

/** What the checks of an alert are called where runs name their digest: no id of a digest has a dot. */
export const checkName = (alert: string): string => `${PREFIX}${alert}`;

/** The alert of such a name; null for a digest. */
export const alertOf = (name: string): string | null =>
  name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null;
