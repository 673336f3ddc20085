import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../../src/digest/compose.js';
import { CATALOGUES } from '../../../../src/digest/language/messages/catalogues.js';
import { sentencesOf } from '../../../support/sentences.js';
import { digestConfig, snapshot } from '../../../support/snapshot.js';
import { CASES } from './cases.js';

const SNAPSHOTS = Object.entries(CASES).map(
  ([name, { of, snapshot: given, config }]) => [name, of, given ?? snapshot(of), config] as const,
);

/** Each line of all digests once. */
function readIn(locale: string): string {
  const seen = new Set<string>();
  const lines = SNAPSHOTS.flatMap(([name, of, given, config]) => [
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

describe.each(['en-GB', 'pl-PL', 'de-DE', 'fr-FR', 'es-ES', 'uk-UA'])('digests in %s', (locale) => {
  const text = readIn(locale);

  test('read as they should', async () => {
    await expect(text).toMatchFileSnapshot(`../../../golden/languages/${locale}.txt`);
  });

  test('have every sentence that judges', () => {
    const plain = text.replaceAll('**', '');
    const messages = Object.entries(CATALOGUES.get(locale.slice(0, 2)) ?? {});
    const absent = messages.filter(([key, message]) => {
      const forms: readonly string[] = typeof message === 'string' ? [message] : Object.values(message);
      return JUDGED.test(key) && !forms.some((form) => patternOf(form).test(plain));
    });
    expect(absent.map(([key]) => key)).toEqual([]);
  });
});

/** Finds a message with whatever stands in place of its placeholders. */
function patternOf(message: string): RegExp {
  const parts = message.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^\\n]+?'), 'iu');
}
