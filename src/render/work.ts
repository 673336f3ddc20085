/** A template has done more than it may. */
export class WorkExceeded extends Error {
  override readonly name = 'WorkExceeded';
}

/**
 * The work that filling one template may take, counted in steps and not in time: about one a character or list item that is read
 * or written. A busy machine changes nothing about it, and the same template on the same digest always ends alike.
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
