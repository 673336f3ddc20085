import { z } from 'zod';
import type { Artifact } from '../../render/artifact.js';
import { plain } from '../receipt.js';

const block = z.looseObject({ type: z.string() });
const message = z.object({ text: z.string(), blocks: z.array(block) });
const picture = z.looseObject({
  type: z.literal('image'),
  slack_file: z.looseObject({ id: z.string() }),
  alt_text: z.string(),
  title: z.looseObject({ text: z.string() }).optional(),
});

export type PostedBlock = z.infer<typeof block>;
export type PostedMessage = z.infer<typeof message>;

/** The layouts of one message that a body holds and that can be read: the one to post first, then what replaces it. */
export function readMessages(body: readonly Artifact[]): PostedMessage[] {
  return body
    .filter(({ role, mediaType }) => role === 'body' && mediaType.startsWith('application/json'))
    .flatMap(({ bytes }) => {
      try {
        return [message.parse(JSON.parse(new TextDecoder().decode(bytes)))];
      } catch {
        return [];
      }
    });
}

/** The cids that the message's image blocks show, in order. */
export function shownPictures(blocks: readonly PostedBlock[]): string[] {
  return blocks.flatMap((candidate) => picture.safeParse(candidate).data?.slack_file.id ?? []);
}

/** Image blocks with their cid replaced by the uploaded file's id; a picture without one becomes a line that says so. */
export function placePictures(
  blocks: readonly PostedBlock[],
  fileIds: ReadonlyMap<string, string>,
): PostedBlock[] {
  return blocks.map((candidate) => {
    const shown = picture.safeParse(candidate).data;
    if (!shown) return candidate;
    const id = fileIds.get(shown.slack_file.id);
    return id === undefined ? missingLine(shown) : { ...shown, slack_file: { id } };
  });
}

function missingLine(shown: z.infer<typeof picture>): PostedBlock {
  const text = `A chart is missing: ${plain(shown.title?.text ?? shown.alt_text, 200)}`;
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}
