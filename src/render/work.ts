/** Thrown when a template exceeds its work limit. */
export class WorkExceeded extends Error {
  override readonly name = 'WorkExceeded';
}

/**
 * The work limit of rendering one template, counted in steps instead of time: about one for each character or list item read
 * or written. The result is therefore the same on a busy machine.
 */
export class Work {
  #left: number;

  constructor(budget: number) {
    this.#left = budget;
  }

  /** Throws a WorkExceeded once the budget is spent. */
  use(count: number): void {
    if (!(count > 0)) return;
    this.#left -= count;
    if (this.#left < 0) throw new WorkExceeded('work limit exceeded');
  }

  /** What it takes to look at a value as a whole: lists in lists count as often as they are reached. */
  read(value: unknown): void {
    this.use(typeof value === 'string' || Array.isArray(value) ? value.length : 1);
    if (!Array.isArray(value)) return;
    for (const item of value) if (typeof item === 'string' || Array.isArray(item)) this.read(item);
  }

  /** The same for what is written out with all that objects hold. */
  readDeep(value: unknown): void {
    this.read(value);
    if (typeof value !== 'object' || value === null) return;
    for (const part of Object.values(value)) this.readDeep(part);
  }
}
