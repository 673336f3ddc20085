const PREFIX = 'test.';

/**
 * What the tests of a digest are called where runs name their digest, so that they take no slot of it: no id of a digest has a dot.
 */
export const testName = (digest: string): string => `${PREFIX}${digest}`;

/** The digest of such a name; null for any other. */
export const testOf = (name: string): string | null =>
  name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null;
