/** Returns the cached value of a key, or computes and stores it. */
export type Cache<Value> = (key: string, make: () => Value) => Value;

/** A cache of at most `capacity` keys; it is cleared when it is full. */
export function createCache<Value>(capacity: number): Cache<Value> {
  const values = new Map<string, Value>();
  return (key, make) => {
    const cached = values.get(key);
    if (cached !== undefined) return cached;
    if (values.size >= capacity) values.clear();
    const value = make();
    values.set(key, value);
    return value;
  };
}

/** Memoizes a function of one object for the lifetime of that object. */
export function cachedByObject<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const values = new WeakMap<Key, Value>();
  return (key) => {
    const cached = values.get(key);
    if (cached !== undefined) return cached;
    const value = make(key);
    values.set(key, value);
    return value;
  };
}
