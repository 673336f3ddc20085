import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DELIVERY_TRANSITIONS, RUN_TRANSITIONS } from '../../../../src/ledger/model/states.js';

const page = readFileSync('docs/delivery.md', 'utf8');
const drawings = [...page.matchAll(/```mermaid\nstateDiagram-v2\n([\s\S]*?)```/g)].map(
  ([, drawing = '']) => drawing,
);

/** `queued --> running`, each once, in order. */
const drawn = (drawing = '') =>
  [...drawing.matchAll(/^ *([a-z]+) --> ([a-z]+)/gm)].map(([, from, to]) => `${from} → ${to}`).sort();

const allowed = (table: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(table)
    .flatMap(([from, targets]) => targets.map((to) => `${from} → ${to}`))
    .sort();

test.each([
  ['runs', RUN_TRANSITIONS],
  ['deliveries', DELIVERY_TRANSITIONS],
])('docs/delivery.md draws every step that %s can take, and no other', (name, table) => {
  expect(drawn(drawings[name === 'runs' ? 0 : 1])).toEqual(allowed(table));
});
