import { expect, test } from 'vitest';
import { createSemaphore } from '../../../../src/lib/async/semaphore.js';

/** Works that end when told to, and how many were under way at a time. */
function works() {
  const ends = new Map<string, () => void>();
  const begun: string[] = [];
  const work = (name: string) => async () => {
    begun.push(name);
    await new Promise<void>((end) => ends.set(name, end));
    return name;
  };
  return { begun, work, end: (name: string) => ends.get(name)?.() };
}

const turns = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
};

test('as many works as there is room for go on, the others in the order in which they came', async () => {
  const { begun, work, end } = works();
  const room = createSemaphore(2);
  const all = Promise.all(['a', 'b', 'c', 'd'].map((name) => room(work(name))));
  await turns();
  expect(begun).toEqual(['a', 'b']);
  end('b');
  await turns();
  expect(begun).toEqual(['a', 'b', 'c']);
  for (const name of ['a', 'c']) end(name);
  await turns();
  end('d');
  expect(await all).toEqual(['a', 'b', 'c', 'd']);
});

test('a work that fails makes room for the next, and says why', async () => {
  const room = createSemaphore(1);
  const failed = room(async () => {
    throw new Error('broken');
  });
  const next = room(async () => 'done');
  await expect(failed).rejects.toThrow('broken');
  expect(await next).toBe('done');
});

test('works begin in turns of their own, so that others get theirs between', async () => {
  const room = createSemaphore(3);
  const order: string[] = [];
  const begun = ['a', 'b'].map((name) => room(async () => void order.push(name)));
  order.push('now');
  await Promise.all(begun);
  expect(order).toEqual(['now', 'a', 'b']);
});
