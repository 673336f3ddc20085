import type { ZodType } from 'zod';
import type { Theme } from '../config/config.js';
import type { Digest } from '../digest/digest.js';
import type { Words } from '../digest/language/words.js';
import type { Secret } from '../lib/secret.js';
import type { Artifact } from './artifact.js';

/** Turns a digest into finished files. Pure apart from reading bundled fonts and templates: same input, same bytes. */
export interface Renderer<Options = unknown> {
  /** The word in `formats:`. */
  readonly kind: string;
  /** Checks and fills the options of `formats: [{ kind: options }]`; `{}` must be valid. */
  readonly options: ZodType<Options>;
  render(digest: Digest, options: Options, context: RenderContext): Promise<Artifact[]>;
}

/** All inputs of a renderer besides the digest and its options. */
export interface RenderContext {
  readonly theme: Theme;
  /** Messages in the digest's language, for text that is not part of the digest. */
  readonly words: Words;
  /** The source of a template by file name, such as `email.html`: the user's, else the package's. */
  template(name: string): string;
  /** Names a file: `name('', 'pdf')` is the digest itself, `name('conversations', 'csv')` a part of it. */
  name(part: string, extension: string): string;
  /** The digest's charts as PNG, drawn once and shared by all formats; empty when pictures are left out for size. */
  pictures(): Promise<readonly Artifact[]>;
  /** The charts of some sections once more, in the `PICTURE_FORMS` for other screens; empty when they are left out for size. */
  variants(sections: readonly string[]): Promise<readonly Artifact[]>;
  /** The attachments of a body, in order; empty while a format is rendered. */
  readonly attachments: readonly Artifact[];
  /** What was left out to keep the message within its size limit, or null. */
  readonly leftOut: LeftOut | null;
  /** Set while a body is rendered for one reader. */
  readonly audience: Audience | null;
}

/** The reader of a body. */
export interface Audience {
  /** `cx-leads@example.com`, `C0123456789`. */
  readonly target: string;
  /** How the reader unsubscribes; `secret` keys the `{token}` in `url`. */
  readonly unsubscribe: {
    readonly mailto: string;
    readonly url: string | null;
    readonly secret: Secret | null;
  } | null;
}

/** `light` pictures have fewer pixels at the same display size, and no variants for other screens. */
export type PictureWeight = 'full' | 'light';

/** The screens that a picture has variants for: phones, and dark grounds. */
export const PICTURE_FORMS = ['narrow', 'dark', 'narrow-dark'] as const;
export type PictureForm = (typeof PICTURE_FORMS)[number];

/** The content id of a section's picture. */
export function pictureCid(section: string, form: PictureForm | null = null): string {
  return `${form === null ? section : `${section}-${form}`}@botdigest`;
}

/** The name of a destination in a digest's language. */
export type PlaceName = (words: Words) => string;

/** The attachments of a message, and what is left out of it. */
export interface MessageFiles {
  readonly attachments: readonly Artifact[];
  readonly leftOut: readonly Artifact[];
  readonly pictures: PictureWeight | 'none';
  /** The size limit of the encoded message in bytes, or null. */
  readonly limit: number | null;
  /** Other destinations that receive the files. */
  readonly elsewhere: readonly PlaceName[];
}

/** What would make a message exceed its limit, in bytes. */
export interface LeftOut {
  readonly files: readonly Artifact[];
  /** True when pictures are left out too. */
  readonly pictures: boolean;
  readonly limit: number;
  /** Other destinations that receive the files, in the digest's language: `the folder “exports”`. */
  readonly elsewhere: readonly string[];
}
