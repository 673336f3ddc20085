/** A value created on first use and kept. A failed creation is not kept: the next `get` tries again. */
export interface Lazy<T> {
  get(): Promise<T>;
  /** The value if it was created, else null; does not create it. */
  opened(): Promise<T | null>;
}

export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  let value: Promise<T> | null = null;
  const reset = () => {
    value = null;
  };
  return {
    get() {
      if (value) return value;
      const created = make();
      value = created;
      created.catch(reset);
      return created;
    },
    opened: async () => value?.catch(() => null) ?? null,
  };
}
