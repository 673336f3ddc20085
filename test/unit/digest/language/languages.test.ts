import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../../src/digest/compose.js';
import { CATALOGUES } from '../../../../src/digest/language/messages/catalogues.js';
import { expectGolden } from '../../../support/golden.js';
import { repositoryFile } from '../../../support/markdown.js';
import { ALL, someOf } from '../../../support/samples.js';
import { sentencesOf } from '../../../support/sentences.js';
import { digestConfig, snapshot } from '../../../support/snapshot.js';
import { CASES } from './cases.js';

const SNAPSHOTS = Object.entries(CASES).map(
  ([name, { of, snapshot: given, config }]) => [name, of, given ?? snapshot(of), config] as const,
);

/** Each line of these digests once. */
function readIn(locale: string, snapshots: readonly (typeof SNAPSHOTS)[number][]): string {
  const seen = new Set<string>();
  const lines = snapshots.flatMap(([name, of, given, config]) => [
    `== ${name}`,
    ...sentencesOf(composeDigest(given, digestConfig(of, { locale, ...config }))).filter(
      (line) => !seen.has(line) && seen.add(line),
    ),
    '',
  ]);
  return `${lines.join('\n')}\n`;
}

/** Sentences that judge, and the words around them. */
const JUDGED =
  /^(verdict|callout|goal|marked|hint|change|window|before|tile|compared|label\.(per100|asUsual|note|weekday))\b/;

/** Digests that `npm test` reads in each language. */
const FEW = someOf(8, SNAPSHOTS);

describe.each(['en-GB', 'pl-PL', 'de-DE', 'fr-FR', 'es-ES', 'uk-UA'])('digests in %s', (locale) => {
  const file = `languages/${locale}.txt`;
  const golden = () => repositoryFile(`test/golden/${file}`);

  test('read as they should', () => {
    if (ALL || locale === 'en-GB') return expectGolden(readIn(locale, SNAPSHOTS), file);
    const known = new Set(golden().split('\n'));
    expect(
      readIn(locale, FEW)
        .split('\n')
        .filter((line) => !known.has(line)),
    ).toEqual([]);
  });

  test('have every sentence that judges', () => {
    const plain = golden().replaceAll('**', '');
    const messages = Object.entries(CATALOGUES.get(locale.slice(0, 2)) ?? {});
    const absent = messages.filter(([key, message]) => {
      const forms: readonly string[] = typeof message === 'string' ? [message] : Object.values(message);
      return JUDGED.test(key) && !forms.some((form) => patternOf(form).test(plain));
    });
    expect(absent.map(([key]) => key)).toEqual([]);
  });
});

const ANY = '[^\\n]+?';

/** Finds a message with whatever stands in place of its placeholders; of one at the beginning, its last character. */
function patternOf(message: string): RegExp {
  const parts = message.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const found = parts.join(ANY);
  return new RegExp(found.startsWith(ANY) ? found.replace(ANY, '[^\\n]') : found, 'iu');
}
