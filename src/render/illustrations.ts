import type { Digest, Section } from '../digest/digest.js';
import type { Artifact } from './artifact.js';
import type { RenderContext } from './renderer.js';

/** A section of a message; without pictures, `picture` is null and sentences replace it. */
export interface Illustration {
  readonly section: Section;
  readonly picture: Artifact | null;
}

const PREFERRED = ['conversations', 'heatmap', 'interactions'];
const MAX_ILLUSTRATIONS = 3;

/** The sections shown in a message: preferred ones first, then others with a picture, up to the limit; in reading order. */
export async function illustrationsOf(digest: Digest, context: RenderContext): Promise<Illustration[]> {
  const pictures = await context.pictures();
  const all = digest.sections.map((section) => ({
    section,
    picture: pictures.find((picture) => pictureId(picture) === section.id) ?? null,
  }));
  const chosen = all
    .filter(({ section, picture }) => picture !== null || PREFERRED.includes(section.id))
    .sort((a, b) => rank(a.section) - rank(b.section))
    .slice(0, MAX_ILLUSTRATIONS);
  return all.filter((illustration) => chosen.includes(illustration));
}

/** The pictures as inline parts of a message. */
export function inlinePictures(illustrations: readonly Illustration[]): Artifact[] {
  return illustrations.flatMap(({ picture }) => (picture ? [{ ...picture, role: 'inline' as const }] : []));
}

/** A picture's content id is `<section id>@…`. */
const pictureId = ({ cid }: Artifact) => cid?.split('@')[0];

const rank = ({ id }: Section) => {
  const place = PREFERRED.indexOf(id);
  return place === -1 ? PREFERRED.length : place;
};
