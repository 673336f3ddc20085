import { expect, test } from 'vitest';
import { email } from '../../../../../src/channels/email/channel.js';
import { folder } from '../../../../../src/channels/folder/channel.js';
import { teams } from '../../../../../src/channels/teams/channel.js';
import { channelMeans } from '../../../../../src/composition.js';
import type { DigestConfig, ReaderSlice } from '../../../../../src/config/config.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import { createHttpClient } from '../../../../../src/http/client.js';
import { placesElsewhere } from '../../../../../src/run/prepare/message/fit-to-limit.js';
import { slicesOf } from '../../../../../src/run/readers/slices.js';
import { WEEKLY } from '../../../../support/digests.js';
import { quickClock } from '../../../../support/quick-clock.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { digestConfig } from '../../../../support/snapshot.js';

const PDF = { kind: 'pdf', options: {} };
const CSV = { kind: 'csv', options: {} };
const tools = {
  ...channelMeans({ clock: quickClock(), http: createHttpClient() }),
  folder: '/',
  userAgent: 'test',
};
const channels = new Map([folder, email, teams].map((one) => [one.kind, one.open(undefined, tools)]));
const words = wordsOf(sampleDigest());

function entry(path: string, name = '', changes: ReaderSlice['changes'] = {}) {
  return { kind: 'folder', options: { path }, path: 'digests.weekly.deliver[0]', slice: { name, changes } };
}

/** The folders in which the first entry's readers find what their mail has no room for. */
function foldersOf(deliver: DigestConfig['deliver']): readonly string[] {
  const digest = digestConfig(WEEKLY, { deliver, formats: [PDF] });
  const [first] = slicesOf(digest);
  if (!first) throw new Error('There is no slice.');
  return placesElsewhere(first.config, digest, channels).map((name) =>
    name(words).replace(/^the folder “(.*)”$/, '$1'),
  );
}

test('files left out of a mail are said to be wherever they are, and nowhere else', () => {
  expect(foldersOf([entry('own')])).toEqual(['own']);
  const others = [
    entry('more', 'more', { formats: [CSV, PDF] }),
    entry('csv-only', 'csv', { formats: [CSV] }),
    entry('as-letter', 'letter', { formats: [{ kind: 'pdf', options: { paper: 'Letter' } }] }),
    entry('polish', 'pl', { locale: 'pl-PL' }),
    entry('tokyo', 'tokyo', { timezone: 'Asia/Tokyo' }),
    entry('one-bot', 'bots', { bots: digestConfig(WEEKLY).bots.slice(0, 1) }),
    entry('named', 'title', { title: 'Another title' }),
  ];
  expect(foldersOf([entry('own'), ...others])).toEqual(['own', 'more']);
  expect(
    foldersOf([entry('as-it-is', 'same', { locale: digestConfig(WEEKLY).locale }), entry('own')]),
  ).toEqual(['as-it-is', 'own']);
});

test('a chat names readers by e-mail too, and a mail does not: it may have no room for files either', () => {
  const mail = { ...entry(''), kind: 'email', options: { to: ['ada@example.com'], onUnknown: 'resend' } };
  const chat = { ...entry(''), kind: 'teams', options: { host: 'x', address: 'x#1', onUnknown: 'hold' } };
  const digest = digestConfig(WEEKLY, { deliver: [chat, mail, entry('own')], formats: [PDF] });
  const [first = expect.fail('There is no slice.')] = slicesOf(digest);
  const named = (limits: { readonly takesFiles?: false }) =>
    placesElsewhere(first.config, digest, channels, limits).map((name) => name(words));
  expect(named({ takesFiles: false })).toEqual(['readers of the e-mail', 'the folder “own”']);
  expect(named({})).toEqual(['the folder “own”']);
});
