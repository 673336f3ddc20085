import { expect, test } from 'vitest';
import { leastBusy } from '../../../../src/lib/async/least-busy.js';

/** Works that end when told to, each with the member that it was given to. */
function works() {
  const ends: (() => void)[] = [];
  const given: string[] = [];
  const work = async (member: string) => {
    given.push(member);
    await new Promise<void>((end) => ends.push(end));
  };
  const end = async (index: number) => {
    ends[index]?.();
    await new Promise(setImmediate);
  };
  return { given, work, end };
}

test('work goes to the member with least of it, of equals to the first', async () => {
  const give = leastBusy(['a', 'b', 'c']);
  const { given, work, end } = works();
  for (let time = 0; time < 4; time += 1) give(work);
  expect(given).toEqual(['a', 'b', 'c', 'a']);
  await end(1);
  give(work);
  expect(given.at(-1)).toBe('b');
  for (const index of [0, 2, 3, 4]) await end(index);
  give(work);
  expect(given.at(-1)).toBe('a');
});

test('a member whose work failed is free again, and the failure is passed on', async () => {
  const give = leastBusy(['a', 'b']);
  const failed = give(async () => {
    throw new Error('broken');
  });
  await expect(failed).rejects.toThrow('broken');
  expect(await give(async (member) => member)).toBe('a');
});
