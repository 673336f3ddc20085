import type { RenderBody } from '../../channels/channel.js';
import type { PluginConfig, Templates, Theme } from '../../config/config.js';
import type { Digest } from '../../digest/digest.js';
import { wordsOf } from '../../digest/language/words.js';
import { UserError } from '../../lib/errors.js';
import type { Artifact } from '../../render/artifact.js';
import type {
  Audience,
  LeftOut,
  MessageFiles,
  PictureWeight,
  RenderContext,
  Renderer,
} from '../../render/renderer.js';
import type { Naming } from './naming.js';

/** The renderers at hand and the one that paints the pictures they share. */
export interface RenderTools {
  readonly renderers: ReadonlyMap<string, Renderer>;
  /** With `variantsOf`, the pictures of those sections in the forms for other screens. */
  paint(
    digest: Digest,
    theme: Theme,
    weight: PictureWeight,
    variantsOf?: readonly string[],
  ): Promise<readonly Artifact[]>;
}

/** One digest being turned into files: its pictures of either weight are painted at most once, whatever is rendered from them. */
export interface Rendering {
  readonly digest: Digest;
  pictures(): Promise<readonly Artifact[]>;
  formats(formats: readonly PluginConfig[]): Promise<readonly Artifact[]>;
  body(render: RenderBody, audience: Audience, files: MessageFiles): Promise<readonly Artifact[]>;
}

export function createRendering(
  tools: RenderTools,
  digest: Digest,
  look: { theme: Theme; templates: Templates; name: Naming },
): Rendering {
  const painted = new Map<string, Promise<readonly Artifact[]>>();
  const paint = (weight: PictureWeight, variantsOf?: readonly string[]) => {
    const key = [weight, ...(variantsOf ?? [])].join(' ');
    const pictures = painted.get(key) ?? tools.paint(digest, look.theme, weight, variantsOf);
    painted.set(key, pictures);
    return pictures;
  };
  const pictures = () => paint('full');
  const { theme, templates, name } = look;
  const context: RenderContext = {
    theme,
    name,
    words: wordsOf(digest, templates.messages),
    template: (file) => {
      const source = templates.sources.get(file);
      if (source === undefined) throw new UserError('no-template', `There is no template "${file}".`);
      return source;
    },
    pictures,
    variants: (sections) => paint('full', sections),
    attachments: [],
    leftOut: null,
    audience: null,
  };
  const rendererOf = (kind: string): Renderer => {
    const renderer = tools.renderers.get(kind);
    if (!renderer) throw new UserError('no-renderer', `There is no renderer "${kind}".`);
    return renderer;
  };
  return {
    digest,
    pictures,
    async formats(formats) {
      // One after the other: side by side they would take as long, and hold more memory at once.
      const files: Artifact[] = [];
      for (const { kind, options } of formats)
        files.push(...(await rendererOf(kind).render(digest, options, context)));
      return files;
    },
    body: (render, audience, files) => {
      const { pictures: weight, attachments } = files;
      const pictures = async () => (weight === 'none' ? [] : paint(weight));
      const variants: RenderContext['variants'] = async (sections) =>
        weight === 'full' ? paint(weight, sections) : [];
      const leftOut = leftOutOf(files, context.words);
      return render(digest, { ...context, pictures, variants, attachments, leftOut, audience });
    },
  };
}

function leftOutOf(
  { leftOut: files, pictures: weight, limit, elsewhere }: MessageFiles,
  words: RenderContext['words'],
): LeftOut | null {
  const pictures = weight === 'none';
  if (limit === null || (files.length === 0 && !pictures)) return null;
  return { files, pictures, limit, elsewhere: elsewhere.map((name) => name(words)) };
}
