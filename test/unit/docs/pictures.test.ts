import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const gallery = join(root, 'docs/gallery');

test.each(['README.md', 'docs/gallery/README.md'])(
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

test('the gallery shows all of its pictures and stays small', () => {
  const pictures = readdirSync(gallery).filter((name) => name.endsWith('.png'));
  const page = readFileSync(join(gallery, 'README.md'), 'utf8');
  expect(pictures.filter((name) => !page.includes(`(${name})`))).toEqual([]);
  const bytes = pictures.reduce((sum, name) => sum + statSync(join(gallery, name)).size, 0);
  expect(bytes).toBeLessThan(1_500_000);
});
