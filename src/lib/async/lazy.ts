/** Something made when it is first asked for, and kept; a failure is not, so that the next who asks tries again. */
export interface Lazy<T> {
  get(): Promise<T>;
  /** What was made, or null when nothing was. */
  opened(): Promise<T | null>;
}

export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  let made: Promise<T> | null = null;
  const forget = () => {
    made = null;
  };
  return {
    get() {
      if (made) return made;
      const making = make();
      made = making;
      making.catch(forget);
      return making;
    },
    opened: async () => made?.catch(() => null) ?? null,
  };
}
