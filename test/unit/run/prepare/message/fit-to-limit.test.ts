import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { composeMessage } from '../../../../../src/channels/email/message.js';
import type { EmailSettings } from '../../../../../src/channels/email/settings.js';
import { artifact } from '../../../../../src/render/artifact.js';
import type { PictureWeight, PlaceName } from '../../../../../src/render/renderer.js';
import { fitToLimit } from '../../../../../src/run/prepare/message/fit-to-limit.js';
import { createRendering } from '../../../../../src/run/prepare/rendering.js';
import { connectEmail } from '../../../../support/connections.js';
import { signingKey } from '../../../../support/dkim.js';
import { emailConfig } from '../../../../support/email-config.js';
import { attachment, mailEnvelope } from '../../../../support/envelope.js';
import {
  samplePictures,
  sampleTemplates,
  sampleTheme,
  sampleVariants,
} from '../../../../support/render-context.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { samples } from '../../../../support/samples.js';

const digest = sampleDigest();
const PIXELS = { full: 9_000, light: 3_000 };
const paint = async (
  _digest: unknown,
  _theme: unknown,
  weight: PictureWeight,
  variantsOf?: readonly string[],
) =>
  (variantsOf ? sampleVariants(variantsOf) : samplePictures()).map((picture) =>
    artifact({ ...picture, bytes: new Uint8Array(PIXELS[weight]).fill(7) }),
  );
const file = (name: string, type: string, size: number) =>
  attachment(name, `application/${type}`, new Uint8Array(size).fill(65));
const elsewhere: readonly PlaceName[] = [
  (words) => words.say('mail.leftOut.slack'),
  (words) => words.say('mail.leftOut.folder', { name: 'exports' }),
];

async function mail(sizes: readonly number[], overrides: Partial<EmailSettings>) {
  const config = emailConfig(25, overrides);
  const connection = connectEmail(config);
  const attachments = sizes.map((size, index) => file(`file-${index}.bin`, `x-${index}`, size));
  const envelope = (content: object) => mailEnvelope({ digest, ...content });
  const target = { kind: 'email', address: 'cx-leads@example.com' };
  const rendering = createRendering({ renderers: new Map(), paint }, digest, {
    theme: sampleTheme,
    templates: sampleTemplates,
    name: (part, extension) => `${part}.${extension}`,
  });
  const content = await fitToLimit({
    rendering,
    connection,
    target,
    attachments,
    elsewhere,
    envelope,
  });
  const raw = await composeMessage(envelope(content), {}, config);
  return { content, raw };
}

const said = (raw: Buffer) => simpleParser(raw).then(({ text, html }) => [text ?? '', html || ''] as const);
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('A mail', () => {
  test('never has more bytes than its limit while it can do without anything', async () => {
    const sizes = fc.array(fc.nat({ max: 60_000 }), { maxLength: 3 });
    const bare = (await mail([1, 1, 1], { maxSize: 1_000, dkim: signingKey })).raw.length;
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: bare + 200, max: 300_000 }),
        fc.boolean(),
        async (all, maxSize, signs) => {
          const { content, raw } = await mail(all, { maxSize, dkim: signs ? signingKey : null });
          expect(raw.length).toBeLessThanOrEqual(maxSize);
          expect(content.attachments.length + content.leftOut.length).toBe(all.length);
        },
      ),
      { seed: 20261123, numRuns: samples(25) },
    );
  });

  test('that fits to the byte takes everything along, and one byte less makes its pictures lighter, and takes those for other screens away', async () => {
    const { raw } = await mail([30_000, 10_000], {});
    const same = await mail([30_000, 10_000], { maxSize: raw.length });
    expect(same.raw.equals(raw)).toBe(true);
    expect(same.content.body.filter(({ role }) => role === 'inline')).toHaveLength(12);
    const tight = await mail([30_000, 10_000], { maxSize: raw.length - 1 });
    expect(tight.content.attachments).toHaveLength(2);
    const pictures = tight.content.body.filter(({ role }) => role === 'inline');
    expect(pictures.map(({ bytes }) => bytes.length)).toEqual([3_000, 3_000, 3_000]);
    expect(flat((await said(tight.raw))[0])).not.toContain('Not attached');
  });

  test('says in both parts which file it has no room for, how large that is, and where it goes besides', async () => {
    const { raw, content } = await mail([20_000, 90_000], { maxSize: 120_000 });
    expect(content.leftOut.map(({ name }) => name)).toEqual(['file-1.bin']);
    const [text, html] = (await said(raw)).map(flat);
    const words =
      'Not attached, because the mail would be larger than 120 kB: file-1.bin (90 kB). It also goes to Slack and the folder “exports”.';
    expect(text).toContain(words);
    expect(html).toContain(words);
    expect(text).toContain('Attached: file-0.bin.');
    expect(html).not.toContain('/srv/clients');
  });

  test('goes without pictures when it would be too large with them alone, and says what they show', async () => {
    const bare = (await mail([], { maxSize: 1_000 })).raw.length;
    const { raw, content } = await mail([9_000], { maxSize: bare + 500 });
    expect(content.body.filter(({ role }) => role === 'inline')).toEqual([]);
    const [text, html] = (await said(raw)).map(flat);
    for (const part of [text, html]) {
      expect(part).toContain('file-0.bin (9 kB)');
      expect(part).toContain('The charts are left out, because the mail would be larger than');
      expect(part).toContain(digest.sections.find(({ id }) => id === 'heatmap')?.alt);
    }
    expect(html).not.toContain('<img');
  });

  test('that is too large without anything is left as small as it can be, for the deliverer to refuse', async () => {
    const { content } = await mail([9_000], { maxSize: 1_000 });
    expect(content.attachments).toEqual([]);
    expect(content.body.filter(({ role }) => role === 'inline')).toEqual([]);
  });

  test('is the same whenever it is made', async () => {
    const make = () => mail([20_000, 90_000], { maxSize: 120_000 });
    expect((await make()).raw.equals((await make()).raw)).toBe(true);
  });
});
