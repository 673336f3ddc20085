import { expect, it } from 'vitest';
import { messageOf, UserError } from '../../../src/lib/errors.js';

it('a user error carries its code, its exit code and its cause', () => {
  const cause = new Error('ENOENT');
  const error = new UserError('config-missing', 'config.yaml: not found.', { exitCode: 2, cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'UserError',
    code: 'config-missing',
    message: 'config.yaml: not found.',
    exitCode: 2,
    cause,
  });
});

it('a user error ends the process with 1 unless told otherwise, and has no cause of its own', () => {
  const error = new UserError('failed', 'It failed.');
  expect(error.exitCode).toBe(1);
  expect('cause' in error).toBe(false);
});

it.each([
  [new Error('two\n  lines '), 'two lines'],
  [new TypeError(''), 'TypeError'],
  ['text', 'text'],
  [42, '42'],
  [undefined, 'undefined'],
])('the message of %o is %j', (thrown, expected) => {
  expect(messageOf(thrown)).toBe(expected);
});
