import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, codeIn, linksOf, PAGES, repositoryFile } from '../../support/markdown.js';

const WEB = /^https?:\/\//;

/** Why a link of this page leads nowhere; null when it leads somewhere. */
function problem(page: string, target: string): string | null {
  if (WEB.test(target)) return URL.canParse(target) ? null : 'not an address';
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(new URL(`../../../${file}`, import.meta.url))) return `there is no ${file}`;
  if (anchor === undefined) return null;
  return anchorsOf(repositoryFile(file)).has(anchor) ? null : `${file} has no heading #${anchor}`;
}

test.each(PAGES)('every link and anchor of %s leads somewhere', (page) => {
  const broken = linksOf(repositoryFile(page)).flatMap(({ target }) => {
    const why = problem(page, target);
    return why === null ? [] : [`${target}: ${why}`];
  });
  expect(broken).toEqual([]);
});

test.each(PAGES)('every path of the repository that %s names is there', (page) => {
  const paths = codeIn(repositoryFile(page)).filter((code) =>
    /^(src|test|scripts|docs|bench|vendor)\/[\w./-]+$/.test(code),
  );
  expect(paths.filter((path) => !existsSync(new URL(`../../../${path}`, import.meta.url)))).toEqual([]);
});

test.each([
  ['docs/nowhere.md', 'there is no docs/nowhere.md'],
  ['docs/delivery.md#nothing', 'docs/delivery.md has no heading #nothing'],
  ['#nothing', 'README.md has no heading #nothing'],
  ['docs/delivery.md#folder', null],
  ['#commands', null],
  ['https://', 'not an address'],
])('a link of the README to %s is judged', (target, why) => {
  expect(problem('README.md', target)).toBe(why);
});

test('every page of docs/ is linked from the README', () => {
  const linked = linksOf(repositoryFile('README.md')).map(({ target }) => target.split('#')[0]);
  expect(PAGES.filter((page) => page.startsWith('docs/') && !linked.includes(page))).toEqual([]);
});

test('the package carries what its README links to; CONTRIBUTING.md is of the repository', () => {
  const { files } = JSON.parse(repositoryFile('package.json')) as { readonly files: readonly string[] };
  const left = linksOf(repositoryFile('README.md'))
    .map(({ target }) => target.split('#')[0] ?? '')
    .filter((target) => target !== '' && !WEB.test(target) && target !== 'CONTRIBUTING.md')
    .filter((target) => !files.some((file) => target === file || target.startsWith(`${file}/`)));
  expect(left).toEqual([]);
});

test.each(PAGES)('no line of %s is longer than 160 characters, tables and pictures excepted', (page) => {
  const long = repositoryFile(page)
    .split('\n')
    .filter((line) => line.length > 160 && !line.startsWith('|') && !line.startsWith('!['));
  expect(long).toEqual([]);
});
