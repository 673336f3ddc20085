import type { Digest } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import type { Artifact } from '../../../render/artifact.js';
import type { LeftOut } from '../../../render/renderer.js';
import { sizeIn } from '../../size.js';

/** Says which files the mail has no room for, how large they are, and where else they go. */
export function leftOutSentences(leftOut: LeftOut | null, { locale }: Digest, words: Words): string[] {
  if (leftOut === null) return [];
  const { files, pictures, elsewhere } = leftOut;
  const limit = sizeIn(locale, leftOut.limit);
  const places = [...new Set(elsewhere)];
  const named = ({ name, bytes }: Artifact) => `${name} (${sizeIn(locale, bytes.length)})`;
  const away = [
    words.say('mail.leftOut', { limit, files: files.map(named).join(', ') }),
    ...(places.length > 0
      ? [words.say('mail.leftOut.elsewhere', { count: files.length, places: words.list(places) })]
      : []),
  ];
  return [
    ...(files.length > 0 ? [away.join(' ')] : []),
    ...(pictures ? [words.say('mail.noPictures', { limit })] : []),
  ];
}
