import fc from 'fast-check';
import { composeDigest } from '../../../../src/digest/compose.js';
import type { Digest } from '../../../../src/digest/digest.js';
import { wordsOf } from '../../../../src/digest/language/words.js';
import { createPdfRenderer } from '../../../../src/render/pdf/pdf.js';
import { sampleContext, sampleTheme } from '../../../support/render-context.js';
import {
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from '../../../support/snapshot.js';
import { faultsOf } from './faults.js';
import { readPdf } from './reading.js';

const WORDS = [
  'Support',
  'Zażółć',
  'Служба-підтримки',
  'Εξυπηρέτηση',
  'お問い合わせ窓口',
  '客服机器人',
  '고객지원',
  'خدمة العملاء (٢٤)',
  'תמיכה [לקוחות]',
  '👩‍👩‍👧‍👦🚀',
  'https://example.com/a/very/long/address?with=parts',
  '<b>&amp;</b>',
];

/** Up to 300 characters in any of the scripts that print, of words or of one word without an end. */
const names = fc
  .record({
    words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 40 }),
    between: fc.constantFrom(' ', ''),
    length: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ words, between, length }) => [...words.join(between)].slice(0, length).join(''));

const counts = fc.oneof(
  fc.array(fc.nat(9), { minLength: 7, maxLength: 7 }),
  fc.array(fc.nat(400), { minLength: 7, maxLength: 7 }),
  fc.array(fc.nat(3_000_000), { minLength: 7, maxLength: 7 }),
  fc.constant([0, 0, 0, 0, 0, 0, 0]),
);

const TYPES = ['fallback', 'contextFallback', null] as const;
const uses = fc
  .array(fc.record({ name: names, type: fc.constantFrom(...TYPES), value: fc.nat(5_000) }), { maxLength: 16 })
  .map((rows) => rows.map((row, index) => interaction({ ...row, id: String(index) })));

const SPLITS: readonly NonNullable<TestBot['split']>[] = [{}, { widget: 0.5, messenger: 0.3 }, { widget: 1 }];
const bot = fc.record({
  name: names,
  weekdays: counts,
  before: counts,
  interactions: uses,
  split: fc.constantFrom(...SPLITS),
});

interface Span extends Pick<TestSnapshot, 'days' | 'before'> {
  /** Two years in hours of fifty bots would take longer to make than to lay out. */
  readonly mostBots: number;
}

const WINDOWS: readonly Span[] = [
  { days: ['2026-11-16', '2026-11-22'], before: ['2026-11-09', '2026-11-15'], mostBots: 50 },
  { days: ['2026-10-25', '2026-10-25'], before: ['2026-10-24', '2026-10-24'], mostBots: 50 },
  { days: ['2026-10-01', '2026-10-31'], before: null, mostBots: 20 },
  { days: ['2025-11-28', '2026-11-01'], before: null, mostBots: 3 },
  { days: ['2026-08-01', '2026-10-31'], before: ['2026-05-01', '2026-07-31'], mostBots: 8 },
  { days: ['2024-11-01', '2026-10-31'], before: ['2022-11-01', '2024-10-31'], mostBots: 2 },
];

/** Any digest of one of these windows on either paper, in any language. */
const pagesOf = (windows: readonly Span[]) =>
  fc
    .record({
      bots: fc.array(bot, { minLength: 1, maxLength: 50, size: 'max' }),
      window: fc.constantFrom(...windows),
      locale: fc.constantFrom('en-US', 'de-DE', 'pl-PL', 'fr-FR', 'es-ES', 'uk-UA'),
      title: names,
      paper: fc.constantFrom('A4' as const, 'Letter' as const),
      broken: fc.option(fc.constantFrom('messages', 'paid', 'interactions', 'heatmap', 'conversations')),
    })
    .map(({ bots, window, locale, title, paper, broken }) => {
      const of: TestSnapshot = {
        zone: 'Europe/Warsaw',
        ...window,
        bots: bots.slice(0, window.mostBots).map((one, index) => ({ ...one, id: `b${index}` })),
      };
      const failed = withGaps(
        snapshot(of),
        'timeout',
        ({ report }, { id }) => report === broken && id === 'b0',
      );
      return { digest: composeDigest(failed, digestConfig(of, { locale, title })), paper };
    });

export const anyPage = pagesOf(WINDOWS);
/** Of at most a month: longer ones take seconds to compose. */
export const anyShortPage = pagesOf(WINDOWS.slice(0, 3));

const renderer = createPdfRenderer();

/** What a reader would call broken in its PDF. */
export async function faultsIn({ digest, paper }: { digest: Digest; paper: 'A4' | 'Letter' }) {
  const context = sampleContext({ theme: { ...sampleTheme, paper }, words: wordsOf(digest) });
  const [file] = await renderer.render(digest, {}, context);
  const { pages } = await readPdf(file?.bytes ?? new Uint8Array());
  return faultsOf(pages);
}
