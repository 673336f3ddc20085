import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: true;
  readonly engines?: { readonly node?: string };
}

const lock = JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'));
const entries = Object.entries(lock.packages as Record<string, Entry>);

/** Whether one of the alternatives of a range takes Node 20.19: `>=18`, `^20.9.0`, `20 || >=22`. */
const takesNode20 = (range: string) =>
  range.split('||').some((alternative) => {
    const [, operator = '', major = '0', minor = '0'] =
      /^\s*(>=|>|\^|~|=)?\s*v?(\d+|\*)(?:\.(\d+))?/.exec(alternative) ?? [];
    if (operator.startsWith('>')) return Number(major) < 20 || (major === '20' && Number(minor) <= 19);
    return major === '*' || (major === '20' && Number(minor) <= 19);
  });

test.each([
  ['>= 0.8', true],
  ['^18 || ^20.17.0 || >=22', true],
  ['18 || 20', true],
  ['^22.22.2 || ^24.15.0 || >=26.0.0', false],
  ['>=20.20.0', false],
])('a package for %s installs on Node 20.19 without a warning: %s', (range, taken) => {
  expect(takesNode20(range)).toBe(taken);
});

test('every locked package takes Node 20.19, so that npm ci warns of none', () => {
  expect(entries.length).toBeGreaterThan(300);
  const refused = entries.filter(([, { engines }]) => engines?.node && !takesNode20(engines.node));
  expect(refused.map(([path, { engines }]) => `${path} ${engines?.node}`)).toEqual([]);
});

test('the lock names no registry: only the workspace says where it is', () => {
  const placed = entries.flatMap(([path, { resolved }]) => (resolved ? [`${path} ${resolved}`] : []));
  expect(placed).toEqual(['node_modules/canvas vendor/canvas']);
});
