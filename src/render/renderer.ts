import type { ZodType } from 'zod';
import type { Theme } from '../config/config.js';
import type { Digest } from '../digest/digest.js';
import type { Artifact } from './artifact.js';

/** Turns a digest into finished files. Pure apart from reading bundled fonts and templates: same input, same bytes. */
export interface Renderer<Options = unknown> {
  /** The word in `formats:`. */
  readonly kind: string;
  readonly mediaType: string;
  /** Checks and fills the options of `formats: [{ kind: options }]`; `{}` must be valid. */
  readonly options: ZodType<Options>;
  render(digest: Digest, options: Options, context: RenderContext): Promise<Artifact[]>;
}

/** What a rendering may depend on besides the digest and its own options. */
export interface RenderContext {
  readonly theme: Theme;
  /** Names a file: `name('', 'pdf')` is the digest itself, `name('conversations', 'csv')` a part of it. */
  name(part: string, extension: string): string;
  /** The digest's charts as PNG, drawn once and shared by every format that shows pictures. */
  pictures(): Promise<readonly Artifact[]>;
  /** The files that travel with a body, in order; empty when a format itself is rendered. */
  readonly attachments: readonly Artifact[];
  /** Set while a body is rendered for one reader. */
  readonly audience: Audience | null;
}

/** Whom a body is for and why they get it. */
export interface Audience {
  /** `cx-leads@example.com`, `C0123456789`. */
  readonly target: string;
  readonly unsubscribe: { readonly mailto: string; readonly url: string | null } | null;
}
