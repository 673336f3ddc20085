/** An invisible or unusual character with its position, from 1. */
export interface OddCharacter {
  /** `a zero width space (U+200B)`. */
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

const NAMES: Readonly<Record<number, string>> = {
  0: 'null character',
  7: 'bell',
  8: 'backspace',
  9: 'tab',
  10: 'line feed',
  11: 'vertical tab',
  12: 'form feed',
  13: 'carriage return',
  27: 'escape',
  32: 'space',
  127: 'delete',
  160: 'no-break space',
  173: 'soft hyphen',
  8203: 'zero width space',
  8204: 'zero width non-joiner',
  8205: 'zero width joiner',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8232: 'line separator',
  8233: 'paragraph separator',
  8239: 'narrow no-break space',
  8288: 'word joiner',
  12288: 'ideographic space',
  65279: 'byte order mark',
  65533: 'replacement character',
};

/** The first character that matches `pattern`, or null. */
export function oddCharacter(text: string, pattern: RegExp): OddCharacter | null {
  const found = pattern.exec(text);
  if (found === null) return null;
  const lines = text.slice(0, found.index).split(/\r?\n/);
  return { name: nameOf(found[0]), line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = NAMES[code] ?? kindOf(character);
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name} (${codePoint(character)})`;
}

function kindOf(character: string): string {
  if (/\p{Cc}/u.test(character)) return 'control character';
  if (/\p{Z}/u.test(character)) return 'space';
  return /\p{C}/u.test(character) ? 'invisible character' : 'character outside ASCII';
}

export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Characters that no secret has: control and zero-width characters, line ends, spaces other than U+0020. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd]|(?! )\p{Zs}|^ | $/u;
/** The same for a key of several lines. */
const INVISIBLE_IN_BLOCK = /(?![\r\n\t])\p{Cc}|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd]|(?! )\p{Zs}/u;
/** Characters that no token has: it is sent in a header. */
const NOT_IN_TOKEN = /[^\x20-\x7e]|^ | $/u;

/** What each kind of secret may hold: a token goes into a header, a line may be a password, a block is a key. */
export type SecretKind = 'token' | 'line' | 'block';

const REFUSED: Readonly<Record<SecretKind, RegExp>> = {
  token: NOT_IN_TOKEN,
  line: INVISIBLE,
  block: INVISIBLE_IN_BLOCK,
};

/** A secret without a leading byte order mark and one final line end. */
export const tidySecret = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r?\n$/, '');

/** The first invalid character of a tidy secret, with its position but nothing of the secret; or null. */
export function secretCharacterFault(text: string, kind: SecretKind): string | null {
  const odd = oddCharacter(text, REFUSED[kind]);
  return odd && `has ${odd.name} at ${odd.line}:${odd.column}, which no such secret has`;
}
