import { tidySecret } from './characters.js';

/** `$${` for a literal `${`; a variable; or a malformed one. */
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
  /** Whether any part came from the environment. */
  readonly interpolated: boolean;
  /** Messages about unset or malformed variables. */
  readonly faults: readonly string[];
}

/** Substitutes `${NAME}` and `${NAME:-default}`; as in a shell, an empty variable takes the default too. */
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
    // A variable read from a file often keeps its byte order mark or final line end.
    const held = found === undefined ? undefined : tidySecret(found);
    if (fallback !== undefined) return held || fallback;
    if (found === undefined) faults.push(`the environment variable ${name} is not set`);
    return held ?? '';
  });
  return { value, interpolated, faults };
}
