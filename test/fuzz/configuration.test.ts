import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.js';
import { ConfigError } from '../../src/config/problem.js';
import { pluginsAt } from '../../src/configuration.js';
import { damaged } from './inputs.js';
import { judge, SECRET } from './judge.js';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const example = readFileSync(at('config.example.yaml'), 'utf8');
const good = readdirSync(at('test/fixtures/config/good')).filter((name) => name.endsWith('.yaml'));
const others = good.map((name) => readFileSync(at(`test/fixtures/config/good/${name}`), 'utf8'));

const KEYS = ['CHATBOT_TOKEN', 'SMTP_URL', 'SLACK_TOKEN', 'SALES_TOKEN', 'HIDDEN', 'CONSOLE_PASSWORD'];
const env = Object.fromEntries(KEYS.map((key) => [key, SECRET]));

const SHAPES = ['"@"', '"x @ y"', '["@"]', '{ to: "@" }', '{ "@": "@" }', '"@@"'].map((shape) =>
  shape.replaceAll('@', () => '$' + '{HIDDEN}'),
);

/** The example with the secret in the place of one to three of its values. */
const misplaced = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom(...SHAPES)), { minLength: 1, maxLength: 3 })
  .map((places) => {
    const lines = example.split('\n');
    const keys = lines.flatMap((line, index) => (/^ *(?:- )?[a-zA-Z-]+: /.test(line) ? [index] : []));
    for (const [place, shape] of places) {
      const index = keys[place % keys.length] ?? 0;
      lines[index] = (lines[index] ?? '').replace(/: .*/, () => `: ${shape}`);
    }
    return lines.join('\n');
  });

test('A configuration loads, or is refused with places and no secret, however damaged', async () => {
  const plugins = pluginsAt(Date.parse('2026-12-01T00:00:00Z'));
  await judge({
    inputs: fc.oneof(damaged([example, ...others]), misplaced),
    few: 80,
    read: async (input) => (await parseConfig(input, at('config.example.yaml'), { env, plugins })).warnings,
    isRefusal(error) {
      if (!(error instanceof ConfigError)) return false;
      expect(error.problems.length).toBeGreaterThan(0);
      return true;
    },
  });
});
