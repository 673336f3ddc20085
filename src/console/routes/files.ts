import type { Artifact } from '../../render/artifact.js';
import { shownPolicy, TAB_FILES } from '../models/run-files.js';
import type { Answer, Visit } from '../visit.js';

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

/** Messages with their heads say to whom they go. */
export const namesReaders = ({ name }: Artifact) => name.endsWith('.eml');

/** A file as a visitor may have it: who did not sign in reads no address in it. */
export function fileAnswer(
  { session }: Pick<Visit, 'session'>,
  { bytes, mediaType }: Artifact,
  name: string,
): Answer {
  const masks = session === null && /^(text\/|application\/json)/.test(mediaType);
  return {
    ...{ kind: 'file', name, type: mediaType, policy: shownPolicy(mediaType) },
    bytes: masks ? Buffer.from(withoutAddresses(Buffer.from(bytes).toString('utf8'))) : bytes,
  };
}

/** Style sheets in a mail have an @ too. */
const withoutAddresses = (text: string): string =>
  text.replace(/(?<![^\s"'<>(),:;@])([^\s"'<>(),:;@])[^\s"'<>(),:;@]*(@[\w-]+(\.|\b(?!\s*[({])))/g, '$1…$2');
