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

/** What a picture is shown by: its file in Slack, or else the sentence that stands in its place. */
export interface PictureSources {
  readonly files: ReadonlyMap<string, string>;
  /** By cid; messages of older versions have none. */
  readonly sentences: ReadonlyMap<string, string>;
}

/** Image blocks with their cid replaced by the uploaded file's id; a picture without one becomes a line that says so. */
export function placePictures(
  blocks: readonly PostedBlock[],
  { files, sentences }: PictureSources,
): PostedBlock[] {
  return blocks.map((candidate) => {
    const shown = picture.safeParse(candidate).data;
    if (!shown) return candidate;
    const cid = shown.slack_file.id;
    const id = files.get(cid);
    if (id !== undefined) return { ...shown, slack_file: { id } };
    return missingLine(sentences.get(cid) ?? `A chart is missing: ${shown.title?.text ?? shown.alt_text}`);
  });
}

const missingLine = (sentence: string): PostedBlock => ({
  type: 'context',
  elements: [{ type: 'plain_text', text: plain(sentence, 230), emoji: false }],
});
