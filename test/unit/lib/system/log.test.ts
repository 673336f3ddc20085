import { expect, test } from 'vitest';
import { Secret } from '../../../../src/lib/secret.js';
import { createLog } from '../../../../src/lib/system/log.js';

function logged(form: 'text' | 'json'): string {
  const lines: string[] = [];
  const log = createLog({
    form,
    write: (line) => void lines.push(line),
    now: () => Date.parse('2026-11-23T07:00:01.214Z'),
    secrets: () => [new Secret('hunter22')],
  });
  log.write('warn', 'weekly: the server said hunter22', { run: 'a1', detail: 'hunter22' });
  return lines.join('');
}

test('a line of text has time, level and message, and no secret', () => {
  expect(logged('text')).toBe('2026-11-23T07:00:01.214Z warn  weekly: the server said <secret>\n');
});

test('a line of JSON has the fields as well, and no secret', () => {
  expect(JSON.parse(logged('json'))).toEqual({
    level: 'warn',
    time: '2026-11-23T07:00:01.214Z',
    run: 'a1',
    detail: '<secret>',
    message: 'weekly: the server said <secret>',
  });
});

test.each(['text', 'json'] as const)('a line of %s obeys nobody, and holds a secret in no form', (form) => {
  const lines: string[] = [];
  const log = createLog({
    form,
    write: (line) => void lines.push(line),
    now: () => 0,
    secrets: () => [new Secret('pass"wo\\rd')],
  });
  const said = 'said pass"wo\\rd\n2026-11-23T07:00:00.000Z info forged\u001b[31m\u202e';
  log.write('warn', said, { detail: said, nested: { list: [said] }, count: 7 });
  expect(lines).toHaveLength(1);
  const [line = ''] = lines;
  for (const raw of ['\n', '\u001b', '\\u001b', '\u202e', '\\n', 'pass', '\\rd'])
    expect(line.trimEnd()).not.toContain(raw);
  expect(line).toContain('said <secret> 2026-11-23T07:00:00.000Z info forged');
});
