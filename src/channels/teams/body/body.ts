import type { Digest } from '../../../digest/digest.js';
import type { Artifact } from '../../../render/artifact.js';
import type { RenderContext } from '../../../render/renderer.js';
import { chatBody } from '../../chat/body.js';
import { chatContent } from '../../chat/content/content.js';
import { withinLimit } from '../../chat/content/detail.js';
import { digestCard, TEAMS_MAX_BYTES } from './card.js';

/** The message as a workflow takes it. */
export async function renderTeamsMessage(
  digest: Digest,
  context: RenderContext,
): Promise<readonly Artifact[]> {
  const parts = { ...context, maxBytes: TEAMS_MAX_BYTES };
  const message = withinLimit(
    (detail) => {
      const content = chatContent(digest, parts, detail);
      return chatBody('teams.json', digestCard(content, digest), content.omitted);
    },
    ({ bytes }) => bytes.length <= TEAMS_MAX_BYTES,
  );
  return [message];
}
