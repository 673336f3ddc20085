import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { repositoryFile, rowsOf, sectionOf } from '../../support/markdown.js';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  }[];
}

/** Names of metrics that the page lists, with their labels; another test holds that list to the program. */
const known: ReadonlyMap<string, readonly string[]> = new Map(
  rowsOf(sectionOf(repositoryFile('docs/operations.md'), 'metrics')).flatMap(([names = '']) =>
    [...names.matchAll(/`(\w+)(?:\{([\w,]+)\})?`/g)].map(
      ([, name = '', labels = '']) => [`botdigest_${name}`, labels.split(',')] as const,
    ),
  ),
);

const { groups } = parse(repositoryFile('docs/prometheus-rules.yaml')) as Rules;
const rules = groups.flatMap((group) => group.rules);

test('there are rules, each once', () => {
  expect(rules.length).toBeGreaterThan(5);
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
});

test.each(rules)('$alert asks for metrics and labels that there are', ({ expr, annotations }) => {
  const metrics = expr.match(/botdigest_\w+/g) ?? [];
  expect(metrics.filter((name) => !known.has(name))).toEqual([]);
  const labels = [...expr.matchAll(/(?:by \(|\{)(\w+)/g)].map(([, label = '']) => label);
  const own = new Set(['job', 'instance', ...metrics.flatMap((name) => known.get(name) ?? [])]);
  expect(labels.filter((label) => !own.has(label))).toEqual([]);
  const shown = [...(annotations.summary ?? '').matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
  const aggregated = /by \((\w+)\)/.exec(expr)?.[1];
  for (const label of shown) expect(aggregated ?? 'instance').toBe(label);
});
