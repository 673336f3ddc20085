import type { Digest } from '../../../digest/digest.js';
import type { Artifact } from '../../../render/artifact.js';
import type { RenderContext } from '../../../render/renderer.js';
import { chatBody } from '../../chat/body.js';
import { chatContent } from '../../chat/content/content.js';
import { withinLimit } from '../../chat/content/detail.js';
import { digestCard } from './card.js';
import { GOOGLE_CHAT_MAX_BYTES, THREAD_BYTES } from './request.js';

/** The message as Google Chat takes it, but for its thread. */
export async function renderGoogleChatMessage(
  digest: Digest,
  context: RenderContext,
): Promise<readonly Artifact[]> {
  const parts = { ...context, maxBytes: GOOGLE_CHAT_MAX_BYTES };
  const message = withinLimit(
    (detail) => {
      const content = chatContent(digest, parts, detail);
      return chatBody('google-chat.json', digestCard(content), content.omitted);
    },
    ({ bytes }) => bytes.length <= GOOGLE_CHAT_MAX_BYTES - THREAD_BYTES,
  );
  return [message];
}
