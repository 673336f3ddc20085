const MAX_BYTES = 120;
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * File names that every file system and mail program takes, in the order given and unique without regard to case.
 * Folders become part of the name (`charts/x.png` → `charts-x.png`); at most 120 bytes each; the extension is kept.
 */
export function safeNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const free = firstFree(safeName(name), taken);
    taken.add(free.toLowerCase());
    return free;
  });
}

/** One such name; `file` when nothing of it can stay. */
export function safeName(name: string): string {
  const clean = wellFormed(name)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[\\/:*?"<>|]+/g, '-')
    .replace(/^[\s.-]+/, '');
  const { stem, extension } = split(clean);
  const free = RESERVED.test(stem.split('.')[0]?.trim() ?? '') ? `${stem}-file` : stem;
  return assemble(free || 'file', '', extension);
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  const { stem, extension } = split(name);
  let candidate = name;
  for (let count = 2; taken.has(candidate.toLowerCase()); count++)
    candidate = assemble(stem, `-${count}`, extension);
  return candidate;
}

/** An extension is what follows the last dot, when it is short and plain. */
function split(name: string): { stem: string; extension: string } {
  const [, stem, extension] = /^(.+?)(\.[A-Za-z0-9]{1,10})$/.exec(name) ?? [];
  return stem && extension ? { stem, extension } : { stem: name, extension: '' };
}

function assemble(stem: string, suffix: string, extension: string): string {
  const room = MAX_BYTES - Buffer.byteLength(suffix + extension);
  return trimmed(cut(stem, room)) + suffix + extension;
}

/** The longest start of `text` within `bytes` bytes that splits no character. */
function cut(text: string, bytes: number): string {
  let end = '';
  for (const character of text) {
    if (Buffer.byteLength(end + character) > bytes) break;
    end += character;
  }
  return end;
}

/** Lone halves of surrogate pairs become U+FFFD. */
const wellFormed = (text: string) => Buffer.from(text).toString();

const trimmed = (stem: string) => stem.replace(/[\s.]+$/, '') || 'file';
