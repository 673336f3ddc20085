/** A template exceeded its work limit. */
export class WorkExceeded extends Error {
  override readonly name = 'WorkExceeded';
}

/**
 * The work limit of rendering one template, in steps instead of time, so that the result does not depend on the machine's load: about one
 * step for each character or list item read or written.
 */
export class Work {
  #left: number;

  constructor(budget: number) {
    this.#left = budget;
  }

  /** Throws WorkExceeded when the budget is spent. */
  use(count: number): void {
    if (!(count > 0)) return;
    this.#left -= count;
    if (this.#left < 0) throw new WorkExceeded('work limit exceeded');
  }

  /** Charges for reading a whole value: a nested list counts as often as it is reached. */
  read(value: unknown): void {
    this.use(typeof value === 'string' || Array.isArray(value) ? value.length : 1);
    if (!Array.isArray(value)) return;
    for (const item of value) if (typeof item === 'string' || Array.isArray(item)) this.read(item);
  }

  /** Charges for serializing a value, including the properties of objects. */
  readDeep(value: unknown): void {
    this.read(value);
    if (typeof value !== 'object' || value === null) return;
    for (const part of Object.values(value)) this.readDeep(part);
  }
}
