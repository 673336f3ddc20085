import type { Callout } from '../digest.js';

/** What a rule has to say. */
export interface Finding {
  readonly callout: Callout;
  /** The same as a sentence of the verdict. */
  readonly summary: string;
}

/** About the whole digest. */
export const ALL: Callout['about'] = { bots: [], sources: [], steps: [] };

/** Heading and body as they read together. */
export const sentenceOf = ({ heading, body }: Pick<Callout, 'heading' | 'body'>): string =>
  `${heading}${body}`;

/** A finding whose sentence is that of its callout. */
export const finding = (callout: Callout): Finding => ({ callout, summary: sentenceOf(callout) });
