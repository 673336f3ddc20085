import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeMessage, messageSize } from '../../../../src/channels/email/message.js';
import { artifact } from '../../../../src/render/artifact.js';
import { signingKey } from '../../../support/dkim.js';
import { emailConfig } from '../../../support/email-config.js';
import { attachment, mailEnvelope } from '../../../support/envelope.js';
import { samples } from '../../../support/samples.js';

const picture = (bytes: Uint8Array, index: number) =>
  artifact({
    name: `charts/${index}.png`,
    mediaType: 'image/png',
    bytes,
    role: 'inline',
    cid: `${index}@botdigest`,
  });

const files = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 4 });
const names = fc.constantFrom(
  'weekly.pdf',
  'Übersicht – Woche 47 📈.pdf',
  '週報.xlsx',
  `${'long '.repeat(30)}.csv`,
);

test('The size of a message is known to the byte before its files are encoded', async () => {
  await fc.assert(
    fc.asyncProperty(files, files, names, fc.boolean(), async (inline, attached, name, signs) => {
      const envelope = mailEnvelope({
        body: [...mailEnvelope().body.filter(({ role }) => role === 'body'), ...inline.map(picture)],
        attachments: attached.map((bytes, index) => attachment(`${index}-${name}`, 'application/pdf', bytes)),
      });
      const sender = emailConfig(25, { dkim: signs ? signingKey : null });
      expect(await messageSize(envelope, {}, sender)).toBe(
        (await composeMessage(envelope, {}, sender)).length,
      );
    }),
    { seed: 20261123, numRuns: samples(60) },
  );
});

test.each([0, 1, 3, 54, 56, 57, 58, 113, 114, 115, 57_000, 1_000_003])(
  'The size of a message with a file of %i bytes is known, wherever its last line ends',
  async (length) => {
    const envelope = mailEnvelope({
      attachments: [attachment('a.pdf', 'application/pdf', new Uint8Array(length).fill(7))],
    });
    const sender = emailConfig(25);
    expect(await messageSize(envelope, {}, sender)).toBe((await composeMessage(envelope, {}, sender)).length);
  },
);
