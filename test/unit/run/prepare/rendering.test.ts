import { expect, test } from 'vitest';
import { renderMail } from '../../../../src/channels/email/body/body.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import { fullVariant } from '../../../../src/run/prepare/message/size-fallbacks.js';
import { namesFrom } from '../../../../src/run/prepare/naming.js';
import { createRendering } from '../../../../src/run/prepare/rendering.js';
import { WEEKLY } from '../../../support/digests.js';
import { samplePictures } from '../../../support/render-context.js';
import { digestConfig, snapshot } from '../../../support/snapshot.js';

test('A mail is made from the user’s own templates and words, and in their language', async () => {
  const config = digestConfig(WEEKLY, {
    locale: 'pl-PL',
    templates: {
      sources: new Map([
        ['email.html', '<html lang="{{ lang }}">{{ reason }}<b>{{ figures[1].label }}</b>'],
        ['email.txt.liquid', '{{ callouts.title }}'],
      ]),
      messages: new Map([['pl', { 'tile.paid': 'Rozliczane & <i>', 'mail.reason': 'Dla: {target}' }]]),
    },
  });
  const digest = composeDigest(snapshot(WEEKLY), config);
  const tools = {
    renderers: new Map(),
    paint: async () => samplePictures(digest.sections),
  };
  const rendering = createRendering(tools, digest, { ...config, name: namesFrom('weekly') });
  const files = await rendering.body(
    renderMail,
    { target: 'ania@example.com', unsubscribe: null },
    { ...fullVariant([]), limit: null, elsewhere: [] },
  );
  const texts = files.slice(0, 2).map(({ bytes }) => Buffer.from(bytes).toString());
  expect(texts).toEqual([
    '<html lang="pl-PL">Dla: ania@example.com<b>Rozliczane &amp; &lt;i&gt;</b>',
    'Na co zwrócić uwagę',
  ]);
});
