import type { Theme } from '../../config/config.js';
import type { Digest, Section } from '../../digest/digest.js';
import { type Artifact, artifact } from '../artifact.js';
import { chartFor, MOST_BARS } from '../charts.js';
import { createPainter, type Painter } from './bitmap.js';

/** The column of a mail, in CSS pixels. */
const WIDTH = 536;
const TEXT_SIZE = 11;

/** Paints the charts of a digest as the mail and Slack show them; sections without a chart have no picture. */
export function createPictures(): (digest: Digest, theme: Theme) => Promise<readonly Artifact[]> {
  let painter: Painter | undefined;
  return async (digest, theme) => {
    painter ??= createPainter();
    const pictures: Artifact[] = [];
    for (const section of digest.sections) {
      const size = { width: WIDTH, height: heightOf(section) };
      const configuration = chartFor(section, { theme, locale: digest.locale, textSize: TEXT_SIZE, ...size });
      if (configuration) pictures.push(picture(section, size, await painter(configuration, size)));
    }
    return pictures;
  };
}

function picture({ id, alt }: Section, size: { width: number; height: number }, bytes: Uint8Array): Artifact {
  const place = {
    name: `${id}.png`,
    mediaType: 'image/png',
    role: 'inline',
    cid: `${id}@botdigest`,
  } as const;
  return artifact({ ...place, ...size, alt, bytes });
}

function heightOf(section: Section): number {
  switch (section.kind) {
    case 'heatmap':
      return 24 + section.rows.length * 22;
    case 'ranking':
      return section.rows.length * 24;
    case 'timeSeries':
      return section.report === 'conversations' && section.axis.length <= MOST_BARS ? 216 : 160;
    case 'table':
      return 0;
  }
}
