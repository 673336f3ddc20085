/** Access to unvalidated input: values of a wrong type read as absent, since the schema reports them. */
export type Untyped = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Untyped =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const mapping = (value: unknown): Untyped => (isMapping(value) ? value : {});

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function word(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The keys of a mapping with their mappings: bots by id, digests by id. */
export function children(value: unknown): readonly (readonly [string, Untyped])[] {
  return Object.entries(mapping(value)).map(([key, child]) => [key, mapping(child)] as const);
}

/** The name of an entry written as a word or as one key with options. */
export function nameOf(entry: unknown): string | null {
  return word(entry) ?? Object.keys(mapping(entry))[0] ?? null;
}
