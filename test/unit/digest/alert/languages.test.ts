import { describe, expect, test } from 'vitest';
import { composeAlert } from '../../../../src/digest/alert/compose.js';
import { CATALOGUES } from '../../../../src/digest/language/messages/catalogues.js';
import { createCache } from '../../../../src/lib/async/cache.js';
import { alertLook } from '../../../support/alert-stories.js';
import { expectGolden } from '../../../support/golden.js';
import { absentMessages, sentencesOf, uniqueLines } from '../../../support/sentences.js';
import { STORIES } from './cases.js';

/** Each line of every message once. */
const readIn = (locale: string): string =>
  uniqueLines(
    STORIES.map(([name, story]) => [name, sentencesOf(composeAlert(story, alertLook({ locale })))]),
  );

const read = createCache<string>(1);
const readOnce = (locale: string) => read(locale, () => readIn(locale));

/** Said by the mail alone, of its reader. */
const ELSEWHERE = ['alert.reason'];

describe.each(['en-GB', 'pl-PL', 'de-DE', 'fr-FR', 'es-ES', 'uk-UA'])('alerts in %s', (locale) => {
  test('read as they should', () => {
    expectGolden(readOnce(locale), `languages/alerts/${locale}.txt`);
  });

  test('have every sentence', () => {
    const messages = CATALOGUES.get(locale.slice(0, 2)) ?? {};
    const absent = absentMessages(messages, readOnce(locale), /^(alert\.|count\.fallbacks)/);
    expect(absent.filter((key) => !ELSEWHERE.includes(key))).toEqual([]);
  });
});
