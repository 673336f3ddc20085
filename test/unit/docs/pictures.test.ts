import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const gallery = join(root, 'docs/gallery');

test.each(['README.md', 'docs/console.md', 'docs/gallery/README.md'])(
  'every picture that %s shows is there, with words',
  (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const shown = [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    expect(shown.length).toBeGreaterThan(0);
    for (const [, words = '', file = ''] of shown) {
      expect(words.length, file).toBeGreaterThan(10);
      expect(existsSync(join(root, dirname(page), file)), file).toBe(true);
    }
  },
);

test.each([
  ['', 1_500_000],
  ['console', 700_000],
])('the gallery shows all of its pictures in “%s” and stays small', (folder, limit) => {
  const names = readdirSync(join(gallery, folder)).filter((name) => name.endsWith('.png'));
  const pictures = names.map((name) => join(folder, name));
  const page = readFileSync(join(gallery, 'README.md'), 'utf8');
  expect(pictures.length).toBeGreaterThan(9);
  expect(pictures.filter((name) => !page.includes(`(${name})`))).toEqual([]);
  const bytes = pictures.reduce((sum, name) => sum + statSync(join(gallery, name)).size, 0);
  expect(bytes).toBeLessThan(limit);
});
