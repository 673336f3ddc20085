import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A file of the repository as text; `path` starts at its root. */
export const repositoryFile = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every page that people read, as a path from the root. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/gallery/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const FENCE = /^ *```[\s\S]*?^ *```$/gm;

/** What a page says outside of its code blocks. */
export const prose = (page: string): string => page.replace(FENCE, '');

export interface Link {
  readonly text: string;
  readonly target: string;
}

/** Links and pictures, `[text](target)`, outside of code. */
export function linksOf(page: string): readonly Link[] {
  const words = prose(page).replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ' '));
  return [...words.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, text = '', target = '']) => ({
    text,
    target,
  }));
}

/** The anchors that GitHub gives to a page's headings. */
export function anchorsOf(page: string): ReadonlySet<string> {
  return new Set(
    [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

/** The text below the heading with this anchor, to the next heading of its rank or above. */
export function sectionOf(page: string, anchor: string): string {
  const lines = page.split('\n');
  const rank = (line = '') => /^(#+) /.exec(line)?.[1]?.length ?? 0;
  const start = lines.findIndex((line) => rank(line) > 0 && anchorsOf(line).has(anchor));
  if (start < 0) throw new Error(`The page has no #${anchor}.`);
  const end = lines.findIndex((line, at) => at > start && rank(line) > 0 && rank(line) <= rank(lines[start]));
  return lines.slice(start + 1, end < 0 ? undefined : end).join('\n');
}

/** The cells of every row of every table, headings and rulers left out. */
export function rowsOf(section: string): readonly (readonly string[])[] {
  return section
    .split('\n')
    .filter((line, at, lines) => line.startsWith('|') && !isRuler(line) && !isRuler(lines[at + 1] ?? ''))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
    .map((cells) => cells.slice(1, -1));
}

const isRuler = (line: string) => /^\|[\s:|-]+\|$/.test(line);

/** What stands in code spans: `a`, `b` gives a and b. */
export const codeIn = (text: string): readonly string[] =>
  [...prose(text).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
