import { readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { mailTemplates as templates } from '../../src/channels/email/body/templates.js';
import type { Templates, Theme } from '../../src/config/config.js';
import type { Section } from '../../src/digest/digest.js';
import { wordsOf } from '../../src/digest/language/words.js';
import { packageFile } from '../../src/lib/system/package-file.js';
import { type Artifact, artifact } from '../../src/render/artifact.js';
import { PICTURE_FORMS, pictureCid, type RenderContext } from '../../src/render/renderer.js';
import { sampleDigest } from './sample-digest.js';

export const sampleTheme: Theme = {
  accent: '#1f5fa8',
  attention: '#b4530a',
  text: '#1b2430',
  secondary: '#5b6675',
  rule: '#cfd6df',
  hairline: '#e7ebf0',
  comparison: '#8592a3',
  bar: '#9dbbe0',
  scale: ['#f7f9fc', '#c6dbef', '#85b7de', '#3e7fbe', '#114785', '#082854'],
  paper: 'A4',
  footer: null,
  logo: null,
  font: null,
};

/** A small picture for every section that draws one, named and sized as the painter's are. */
export function samplePictures(sections: readonly Section[] = sampleDigest().sections): Artifact[] {
  const canvas = createCanvas(8, 4);
  const ink = canvas.getContext('2d');
  ink.fillStyle = '#9dbbe0';
  ink.fillRect(0, 0, 8, 4);
  const bytes = new Uint8Array(canvas.toBuffer('image/png'));
  return sections
    .filter(({ kind, emptyText }) => kind !== 'table' && emptyText === null)
    .map(({ id, alt }) =>
      artifact({
        name: `charts/${id}.png`,
        mediaType: 'image/png',
        bytes,
        role: 'attachment',
        cid: `${id}@botdigest`,
        alt,
        width: 536,
        height: id === 'heatmap' ? 180 : 220,
      }),
    );
}

/** The same small picture as every variant of those sections, as the painter would name and size them. */
export function sampleVariants(ids: readonly string[], sections = sampleDigest().sections): Artifact[] {
  const pictures = samplePictures(sections).filter(({ cid }) => ids.some((id) => cid === pictureCid(id)));
  return pictures.flatMap((picture) =>
    PICTURE_FORMS.map((form) => ({
      ...picture,
      name: picture.name.replace('.png', `-${form}.png`),
      cid: pictureCid(picture.cid?.split('@')[0] ?? '', form),
      width: form === 'dark' ? 536 : 324,
    })),
  );
}

/** Our own templates, and no words but the catalogues'. */
export const sampleTemplates: Templates = {
  sources: new Map(
    Object.entries(templates).map(([name, { file }]) => [name, readFileSync(packageFile(file), 'utf8')]),
  ),
  messages: new Map(),
};

/** What a run hands to a renderer for the sample digest. */
export function sampleContext(overrides: Partial<RenderContext> = {}): RenderContext {
  return {
    theme: sampleTheme,
    words: wordsOf(sampleDigest()),
    template: (name) => sampleTemplates.sources.get(name) ?? '',
    name: (part, extension) => `weekly-support-2026-W47${part ? `-${part}` : ''}.${extension}`,
    pictures: async () => samplePictures(),
    variants: async (sections) => sampleVariants(sections),
    attachments: [],
    leftOut: null,
    audience: null,
    ...overrides,
  };
}

/** Two attachments and a reader, as a mail or message has them. */
export const sampleDelivery: Partial<RenderContext> = {
  attachments: [
    artifact({
      name: 'weekly-support-2026-W47.pdf',
      mediaType: 'application/pdf',
      bytes: new Uint8Array(1),
      role: 'attachment',
      detail: '3 pages',
    }),
    artifact({
      name: 'weekly-support-2026-W47.xlsx',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: new Uint8Array(1),
      role: 'attachment',
      detail: '8 sheets',
    }),
  ],
  audience: {
    target: 'cx-leads@example.com',
    unsubscribe: { mailto: 'reports@example.com', url: null, secret: null },
  },
};
