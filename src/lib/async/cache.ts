/** Gives what was made for a key before, or makes it now. */
export type Cache<Value> = (key: string, make: () => Value) => Value;

/** Keeps what is made for at most `most` keys, and then begins anew. */
export function createCache<Value>(most: number): Cache<Value> {
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

/** What is made of an object, once for each and for as long as somebody holds it. */
export function cachedByObject<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const kept = new WeakMap<Key, Value>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    kept.set(key, value);
    return value;
  };
}
