import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { test } from 'vitest';
import { parseConfig } from '../../../src/config/load.js';
import { ConfigError } from '../../../src/config/problem.js';
import { anyCharacter } from '../../support/characters.js';
import { samples } from '../../support/samples.js';
import { context } from './plugins.js';

const example = readFileSync(fileURLToPath(new URL('../../../config.example.yaml', import.meta.url)), 'utf8');
const lines = example.split('\n');

const scrap = fc.oneof(
  fc.constantFrom(
    '${',
    '}',
    '"',
    '\t',
    '- ',
    ': ',
    '&a ',
    '*a',
    '!!set ',
    '<<: ',
    '---\n',
    '{',
    '[',
    ']',
    '#',
    '%',
  ),
  fc.constantFrom('null', '~', '1e999', '-0', '.nan', '0x10', '__proto__: 1\n', '\u2028', '\u0000', '\uFDD0'),
  fc.string({ maxLength: 8, unit: anyCharacter }),
);
const place = fc.nat({ max: example.length });
const mutation = fc.oneof(
  fc.tuple(place, scrap).map(
    ([at, text]) =>
      (source: string) =>
        source.slice(0, at) + text + source.slice(at),
  ),
  fc.tuple(place, fc.nat({ max: 40 })).map(
    ([at, count]) =>
      (source: string) =>
        source.slice(0, at) + source.slice(at + count),
  ),
  fc
    .tuple(fc.nat({ max: lines.length }), fc.nat({ max: lines.length }))
    .map(([from, to]) => (source: string) => {
      const moved = source.split('\n');
      return moved.toSpliced(to, 0, ...moved.splice(from, 1)).join('\n');
    }),
);

async function isUnderstood(text: string): Promise<boolean> {
  try {
    await parseConfig(text, 'config.yaml', context);
    return true;
  } catch (error) {
    return error instanceof ConfigError && error.problems.length > 0;
  }
}

test('However the example is damaged, it loads or is refused with problems, and nothing else happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), (changes) =>
      isUnderstood(changes.reduce((text, change) => change(text), example)),
    ),
    { numRuns: samples(400, 'much') },
  );
});

test('Any value in the place of any key loads or is refused with problems, and nothing else happens', async () => {
  const value = fc.jsonValue({ maxDepth: 3 }).map((json) => JSON.stringify(json));
  const keys = lines.flatMap((line, index) => (/^\s*[a-zA-Z-]+: /.test(line) ? [index] : []));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...keys), value, (index, json) =>
      isUnderstood(
        lines
          .with(
            index,
            (lines[index] ?? '').replace(/: .*/, () => `: ${json}`),
          )
          .join('\n'),
      ),
    ),
    { numRuns: samples(400, 'much') },
  );
});
