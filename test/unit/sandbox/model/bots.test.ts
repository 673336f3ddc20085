import { describe, expect, test } from 'vitest';
import { botSpecs, DEFAULT_STORIES } from '../../../../src/sandbox/model/bots.js';
import { ask, type Row, replyTo, SUPPORT, worldOf } from '../ask.js';

describe.each([1, 2, 12, 50, 200])('a sandbox of %i bots', (bots) => {
  const stories = botSpecs(bots);

  test('lists them with ids, names and keys of their own', () => {
    const listed = JSON.parse(replyTo(worldOf(1, { bots }), '/v2/stories', {}).body);
    expect(listed.map(({ id, name }: { id: string; name: string }) => [id, name])).toEqual(
      stories.map(({ id, name }) => [id, name]),
    );
    for (const property of ['id', 'name', 'key'] as const)
      expect(new Set(stories.map((story) => story[property])).size).toBe(bots);
    for (const { id, key } of stories) {
      expect(id).toMatch(/^[0-9a-f]{24}$/);
      expect(key).toMatch(/^[a-z0-9-]+$/);
    }
  });

  test('has the same bots as any larger one', () => {
    expect(botSpecs(200).slice(0, bots)).toEqual(stories);
    expect(stories.slice(0, 2)).toEqual(DEFAULT_STORIES.slice(0, bots));
  });
});

test('the ids and names of bots are pinned', () => {
  expect(botSpecs(4).map(({ id, name, key }) => [id, name, key])).toEqual([
    ['5b07ff77c2376e30306d9b12', 'Support bot', 'support'],
    ['5b07ffafc2376e30306d9b16', 'Sales bot', 'sales'],
    ['e679a457e77baa9596d7295b', 'Returns bot', 'returns'],
    ['645d555817ace37c79ec3bca', 'Billing bot', 'billing'],
  ]);
});

test('a bot says the same whatever the number of bots', () => {
  const week = { from: '2026-11-16', to: '2026-11-22T23:59:59.999Z', storyId: SUPPORT };
  for (const bots of [1, 12])
    expect(ask(worldOf(1, { bots }), 'messages', week)).toEqual(ask(worldOf(1), 'messages', week));
});

test('further bots share names of interactions, and each has one twelve times', () => {
  const specs = botSpecs(12).slice(2);
  const names = specs.map(({ interactions = [] }) => interactions.map(({ name }) => name));
  for (const list of names) expect(new Set(list).size).toBe(12);
  const counts = new Map<string, number>();
  for (const name of names.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  expect(counts.get('Talk to a person')).toBe(10);
  expect([...counts.values()].filter((count) => count > 1).length).toBeGreaterThan(10);
  const rows = ask<Row[]>(worldOf(1, { bots: 12 }), 'interactions', { from: '2026-11-16', to: '2026-11-22' });
  expect(rows.filter(({ name }) => name === 'Order status').length).toBeGreaterThan(2);
});

test.each([0, 201, 1.5, -1])('%d bots are refused', (bots) => {
  expect(() => botSpecs(bots)).toThrow(
    expect.objectContaining({ message: `A sandbox has 1 to 200 bots, not ${bots}.`, exitCode: 2 }),
  );
});
