import { tidySecret } from './characters.js';

/** `$${` for a plain `${`; a variable; or what only looks like one. */
const REFERENCE = /\$\$\{|\$\{([^{}\r\n]*)\}|\$\{/g;
const VARIABLE = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/;

const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';

/**
 * Replaces the braces of `${NAME}` by two non-characters, length unchanged, so that YAML does not take
 * them for a mapping inside `{ … }`. `unmaskVariables` undoes it in what was parsed.
 */
export function maskVariables(text: string): string {
  return text.replace(/\$\{([^{}\r\n]*)\}/g, `$${OPEN}$1${CLOSE}`);
}

export function unmaskVariables(text: string): string {
  return text.replaceAll(OPEN, '{').replaceAll(CLOSE, '}');
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Expanded {
  readonly value: string;
  /** Whether any of it came from the environment. */
  readonly interpolated: boolean;
  /** Sentences about variables that are not set or not well written. */
  readonly faults: readonly string[];
}

/** Fills in `${NAME}` and `${NAME:-default}`; an empty variable takes the default too, as in a shell. */
export function expand(text: string, env: Environment): Expanded {
  const faults: string[] = [];
  let interpolated = false;
  const value = text.replace(REFERENCE, (whole: string, inside: string | undefined) => {
    if (whole === '$${') return '${';
    const [, name, fallback] = VARIABLE.exec(inside ?? '') ?? [];
    if (name === undefined) {
      faults.push(
        `“\${” must be followed by a variable’s name and “}”; write “$\${” for the characters themselves`,
      );
      return '';
    }
    const found = Object.hasOwn(env, name) ? env[name] : undefined;
    interpolated = true;
    // A variable that was read from a file often keeps what the file has around its text.
    const held = found === undefined ? undefined : tidySecret(found);
    if (fallback !== undefined) return held || fallback;
    if (found === undefined) faults.push(`the environment variable ${name} is not set`);
    return held ?? '';
  });
  return { value, interpolated, faults };
}
