import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../../src/digest/compose.js';
import { CATALOGUES } from '../../../../src/digest/language/messages/catalogues.js';
import { expectGolden } from '../../../support/golden.js';
import { repositoryFile } from '../../../support/markdown.js';
import { ALL, someOf } from '../../../support/samples.js';
import { absentMessages, sentencesOf, uniqueLines } from '../../../support/sentences.js';
import { digestConfig, snapshot } from '../../../support/snapshot.js';
import { CASES } from './cases.js';

const SNAPSHOTS = Object.entries(CASES).map(
  ([name, { of, snapshot: given, config }]) => [name, of, given ?? snapshot(of), config] as const,
);

/** Each line of these digests once. */
function readIn(locale: string, snapshots: readonly (typeof SNAPSHOTS)[number][]): string {
  return uniqueLines(
    snapshots.map(([name, of, given, config]) => [
      name,
      sentencesOf(composeDigest(given, digestConfig(of, { locale, ...config }))),
    ]),
  );
}

/** Sentences that judge, and the words around them. */
const JUDGED =
  /^(verdict|callout|goal|marked|hint|change|window|before|tile|compared|label\.(per100|asUsual|note|weekday))\b/;

/** Digests that `npm test` reads in each language. */
const FEW = someOf(5, SNAPSHOTS);

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
    expect(absentMessages(CATALOGUES.get(locale.slice(0, 2)) ?? {}, golden(), JUDGED)).toEqual([]);
  });
});
