import { expect, test } from 'vitest';
import { formBody } from '../../../../src/channels/webhook/form.js';
import { renderPayload } from '../../../../src/channels/webhook/payload.js';
import { jsonRenderer } from '../../../../src/render/json.js';
import { attachment, PDF, XLSX } from '../../../support/envelope.js';
import { sampleContext, sampleDelivery } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';

const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

test('the payload is the digest as in digest.json, in ASCII, with the time of its slot', async () => {
  const digest = sampleDigest({ title: 'Zażółć 🤖' });
  const [file] = await renderPayload(digest, sampleContext(sampleDelivery), 'none');
  const [whole] = await jsonRenderer.render(digest, {}, sampleContext());
  expect(JSON.parse(textOf(file?.bytes))).toEqual({
    type: 'botdigest.digest',
    timestamp: digest.slot.scheduledFor,
    data: JSON.parse(textOf(whole?.bytes)),
  });
  expect(file).toMatchObject({ name: 'webhook.json', mediaType: 'application/json', role: 'body' });
  expect(textOf(file?.bytes)).toMatch(/^\{"type":"botdigest\.digest",[\x20-\x7e]+$/);
});

test('with files it says which travel beside it and which were left out, with their hashes', async () => {
  const context = sampleContext({
    attachments: [PDF],
    leftOut: { files: [XLSX], pictures: false, limit: 100_000, elsewhere: [] },
  });
  const [file] = await renderPayload(sampleDigest(), context, 'multipart');
  const told = ({ name, mediaType, bytes, sha256 }: typeof PDF) => ({
    name,
    mediaType,
    bytes: bytes.length,
    sha256,
  });
  expect(JSON.parse(textOf(file?.bytes))).toMatchObject({ files: [told(PDF)], leftOut: [told(XLSX)] });
});

test('a form is read back by a parser of forms, whatever names and bytes its files have', async () => {
  const payload = attachment('webhook.json', 'application/json', '{"a":"\\u017c"}');
  const files = [
    attachment('a".csv', 'text/csv', '--botdigest-\r\n--\r\n'),
    attachment(
      'charts/żółw.png',
      'image/png',
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
    ),
  ];
  const { type, bytes } = formBody(payload, files);
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  expect([...form.keys()]).toEqual(['payload', 'files', 'files']);
  expect(form.get('payload')).toBe('{"a":"\\u017c"}');
  const read = form.getAll('files').filter((file) => typeof file !== 'string');
  expect(read.map(({ name, type: media }) => [name, media])).toEqual([
    ['a-.csv', 'text/csv'],
    ['charts-żółw.png', 'image/png'],
  ]);
  for (const [index, file] of read.entries())
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from(files[index]?.bytes ?? []));
  expect(formBody(payload, files)).toEqual({ type, bytes });
});
