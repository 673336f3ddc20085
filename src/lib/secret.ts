import { inspect } from 'node:util';

const PLACEHOLDER = '<secret>';

/** A value that never prints itself: not in a template string, in JSON, in a log or under inspection. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [inspect.custom](): string {
    return PLACEHOLDER;
  }
}

/** `text` with every given secret, plain or percent-encoded, replaced by a placeholder. */
export function redact(text: string, secrets: Iterable<Secret>): string {
  let clean = text;
  for (const secret of secrets) {
    const value = secret.reveal();
    if (value.length < 4) continue;
    for (const form of new Set([value, encodeURIComponent(value)]))
      clean = clean.replaceAll(form, PLACEHOLDER);
  }
  return clean;
}
