/** Gives what was made for a key before, or makes it now. */
export type Remember<Value> = (key: string, make: () => Value) => Value;

/** Keeps what is made for at most `most` keys, and then begins anew. */
export function remembering<Value>(most: number): Remember<Value> {
  const kept = new Map<string, Value>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= most) kept.clear();
    const value = make();
    kept.set(key, value);
    return value;
  };
}
