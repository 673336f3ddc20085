import type { Artifact } from '../../render/artifact.js';
import { shownPolicy, TAB_FILES } from '../models/run-files.js';
import type { Answer } from '../visit.js';

/** A mail with its pictures in it: a frame that may do nothing loads none. */
export function withPictures(mail: Artifact, files: readonly Artifact[]): Buffer {
  const folder = mail.name.slice(0, -TAB_FILES.mail.length);
  const pictures = files.filter(
    ({ name, mediaType }) => name.startsWith(folder) && mediaType === 'image/png',
  );
  const html = Buffer.from(mail.bytes).toString('utf8');
  return Buffer.from(
    pictures.reduce((text, { name, bytes }) => {
      const data = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
      return text.replaceAll(`"${name.slice(folder.length)}"`, () => `"${data}"`);
    }, html),
  );
}

/** Messages with their heads, and what chats get, say to whom they go. */
export const namesReaders = ({ name }: Artifact) => name.endsWith('.eml');

export const fileAnswer = ({ bytes, mediaType }: Artifact, name: string): Answer => ({
  ...{ kind: 'file', bytes, name, type: mediaType },
  policy: shownPolicy(mediaType),
});
