import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.js';
import { ConfigError } from '../../../src/config/problem.js';
import { context, env } from './plugins.js';

const folder = fileURLToPath(new URL('../../fixtures/config/bad/', import.meta.url));
const rules = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

async function refusal(rule: string): Promise<ConfigError> {
  const error: unknown = await loadConfig(`${folder}${rule}.yaml`, context).then(
    () => null,
    (thrown) => thrown,
  );
  if (!(error instanceof ConfigError)) throw new Error(`${rule}.yaml was not refused: ${error}`);
  return error;
}

/** What a fixture is refused with: the comment that it begins with. */
function expected(rule: string): string {
  const lines = readFileSync(`${folder}${rule}.yaml`, 'utf8').split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^# ?/, ''))
    .join('\n');
}

const asNamed = (message: string, rule: string) => message.replaceAll(`${folder}${rule}.yaml`, 'config.yaml');

describe('A configuration is refused, with every problem in its place, for', () => {
  test.each(rules)('%s', async (rule) => {
    const error = await refusal(rule);
    expect(asNamed(error.message, rule)).toBe(expected(rule));
  });
});

test('No message of any refusal holds a value from the environment or a password from a URL', async () => {
  const messages = await Promise.all(rules.map(async (rule) => (await refusal(rule)).message));
  const values = [...Object.values(env).filter((value) => value.length > 1), 'pass-in-url', 'secret-path'];
  for (const value of values) expect(messages.filter((message) => message.includes(value))).toEqual([]);
});
