import { afterAll, beforeAll, expect } from 'vitest';

/** What the files of a process share, and each has to leave as it was. */
const shared = () => ({ env: { ...process.env }, folder: process.cwd() });
const { env } = process;
let before = shared();

beforeAll(() => {
  before = shared();
});

// Comes after the hooks of the file.
afterAll(() => {
  expect(process.env, 'a copy of the environment sets no time zone').toBe(env);
  expect(shared(), 'left behind for the files that follow').toEqual(before);
});
