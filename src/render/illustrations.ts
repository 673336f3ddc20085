import type { Digest, Section } from '../digest/digest.js';
import type { Artifact } from './artifact.js';
import { pictureCid, type RenderContext } from './renderer.js';

/** A section of a message; without pictures, `picture` is null and sentences replace it. */
export interface Illustration {
  readonly section: Section;
  readonly picture: Artifact | null;
}

/** What nearly every digest has: their sections say what is missing where there is no picture. */
const EXPECTED = ['conversations', 'heatmap'];
/** What tells most of the others; what is read as rows of text comes last. */
const OTHERS = ['weeks', 'fallback-weeks', 'conversations-by-source', 'messages', 'paid', 'average'];
const MAX_ILLUSTRATIONS = 3;

/** The sections shown in a message: what the verdict is about, the shape of the window, its hours; in reading order. */
export async function illustrationsOf(digest: Digest, context: RenderContext): Promise<Illustration[]> {
  const pictures = await context.pictures();
  const all = digest.sections.map((section) => ({
    section,
    picture: pictures.find(({ cid }) => cid === pictureCid(section.id)) ?? null,
  }));
  const preferred = [...newsOf(digest), ...EXPECTED, ...OTHERS];
  const rank = ({ section: { id } }: Illustration) =>
    preferred.includes(id) ? preferred.indexOf(id) : preferred.length;
  const chosen = all
    .filter(({ section, picture }) => picture !== null || EXPECTED.includes(section.id))
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, MAX_ILLUSTRATIONS);
  return all.filter((illustration) => chosen.includes(illustration));
}

/** The ids of sections that show what the verdict says. */
export function newsOf({ verdict, callouts, sections, alert }: Digest): string[] {
  if (alert) return sections.map(({ id }) => id);
  if (verdict.rule === 'understood') return ['fallback-weeks'];
  const finding = callouts.items.find(({ rule }) => rule === verdict.rule);
  return finding && finding.about.sources.length > 0 ? ['conversations-by-source'] : ['weeks'];
}

/** The pictures as inline parts of a message. */
export function inlinePictures(pictures: readonly (Artifact | null)[]): Artifact[] {
  return pictures.flatMap((picture) => (picture ? [{ ...picture, role: 'inline' as const }] : []));
}
