import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MissingData } from '../../../src/digest/missing/missing-data.js';
import { DELIVERY_REASONS, RUN_REASONS, STEP_REASONS } from '../../../src/ledger/model/reasons.js';
import type { DueReason } from '../../../src/schedule/due.js';
import { codeIn, repositoryFile, rowsOf, sectionOf } from '../../support/markdown.js';

const page = sectionOf(repositoryFile('docs/delivery.md'), 'reason-words');

/** The text between a phrase and the next one that stands out. */
function below(phrase: string): string {
  const start = page.indexOf(phrase);
  if (start < 0) throw new Error(`docs/delivery.md does not say “${phrase}”`);
  const rest = page.slice(start + phrase.length);
  const end = rest.search(/\n\n(?!\|)/);
  return end < 0 ? rest : rest.slice(0, end);
}

/** `**Slack:** …`, one of each channel, between the table that all share and what is missing from a digest. */
function channelParagraphs(): readonly string[] {
  const [, deliveries = ''] = page.split('**Why a delivery is in its state,**');
  const [channels = ''] = deliveries.split('**Why a figure is missing:**');
  return channels.split('\n\n').filter((paragraph) => /^\*\*[A-Z][\w-]*:\*\*/.test(paragraph));
}

const wordsInTable = (phrase: string) => rowsOf(below(phrase)).flatMap(([cell = '']) => codeIn(cell));

const folder = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => repositoryFile(join(path, name)));

/** Every word that an answer table or a receipt of a channel is written with. */
function channelWords(path: string): readonly string[] {
  const written = /\b(?:retryable|permanent|unknown)(?:Answer)?\(\s*'([a-z][a-z\d-]*)'/g;
  return folder(path).flatMap((text) => [...text.matchAll(written)].map(([, word = '']) => word));
}

const DUE: Readonly<Record<DueReason, true>> = {
  'on-time': true,
  'catch-up': true,
  superseded: true,
  'catch-up-off': true,
  'too-late': true,
  paused: true,
  'skipped-by-hand': true,
};

const MISSING: Readonly<Record<MissingData['reason'], true>> = {
  unauthorized: true,
  'token-stopped': true,
  'not-found': true,
  'bad-request': true,
  'rate-limited': true,
  'server-error': true,
  timeout: true,
  unreachable: true,
  redirected: true,
  'too-large': true,
  malformed: true,
  unsupported: true,
  'bad-values': true,
};

const sorted = (words: Iterable<string>) => [...new Set(words)].toSorted();

const CHANNELS = readdirSync('src/channels', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => existsSync(join('src/channels', name, 'channel.ts')));

describe('the tables of reason words', () => {
  test('have every word of a run', () => {
    const documented = wordsInTable('**Why a run is in its state:**');
    const known = [...RUN_REASONS, ...Object.keys(DUE), 'cron', 'manual'];
    expect(sorted(documented)).toEqual(sorted(known));
  });

  test('have every word of a delivery, and of every channel', () => {
    const common = wordsInTable('**Why a delivery is in its state,**');
    const own = channelParagraphs().flatMap(codeIn);
    const known = [...DELIVERY_REASONS, ...channelWords('src/channels')];
    expect(sorted([...common, ...own])).toEqual(sorted(known.filter((word) => !isOfRun(word))));
  });

  test('have every word of a missing figure', () => {
    expect(sorted(codeIn(below('**Why a figure is missing:**')))).toEqual(sorted(Object.keys(MISSING)));
  });

  test('have every step that changes no state', () => {
    expect(codeIn(below('that change no state:'))).toEqual([...STEP_REASONS]);
  });
});

const isOfRun = (word: string) => (RUN_REASONS as readonly string[]).includes(word);

test('every channel answers with words of its own tables', () => {
  for (const name of CHANNELS) expect(channelWords(join('src/channels', name)), name).not.toEqual([]);
});

test('no word is listed that nothing writes', () => {
  const source = folder('src').filter((text) => !text.includes('export const RUN_REASONS'));
  const written = new Set(source.flatMap((text) => text.match(/(?<=')[a-z]+(?:-[a-z]+)*(?=')/g) ?? []));
  const listed = [...RUN_REASONS, ...DELIVERY_REASONS, ...STEP_REASONS];
  expect(listed.filter((word) => !written.has(word))).toEqual([]);
});
