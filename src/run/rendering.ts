import type { PluginConfig, Theme } from '../config/config.js';
import type { Digest } from '../digest/digest.js';
import { UserError } from '../lib/errors.js';
import type { Artifact } from '../render/artifact.js';
import type { Audience, RenderContext, Renderer } from '../render/renderer.js';
import type { Naming } from './naming.js';

/** The renderers at hand and the one that paints the pictures they share. */
export interface RenderTools {
  readonly renderers: ReadonlyMap<string, Renderer>;
  paint(digest: Digest, theme: Theme): Promise<readonly Artifact[]>;
}

/** One digest being turned into files: its pictures are painted at most once, whatever is rendered from them. */
export interface Rendering {
  readonly digest: Digest;
  pictures(): Promise<readonly Artifact[]>;
  formats(formats: readonly PluginConfig[]): Promise<readonly Artifact[]>;
  body(kind: string, audience: Audience, attachments: readonly Artifact[]): Promise<readonly Artifact[]>;
}

export function createRendering(
  tools: RenderTools,
  digest: Digest,
  look: { theme: Theme; name: Naming },
): Rendering {
  let painted: Promise<readonly Artifact[]> | undefined;
  const pictures = () => {
    painted ??= tools.paint(digest, look.theme);
    return painted;
  };
  const context: RenderContext = { ...look, pictures, attachments: [], audience: null };
  const rendererOf = (kind: string): Renderer => {
    const renderer = tools.renderers.get(kind);
    if (!renderer) throw new UserError('no-renderer', `There is no renderer "${kind}".`);
    return renderer;
  };
  return {
    digest,
    pictures,
    async formats(formats) {
      const files = formats.map(({ kind, options }) => rendererOf(kind).render(digest, options, context));
      return (await Promise.all(files)).flat();
    },
    body: (kind, audience, attachments) =>
      rendererOf(kind).render(digest, {}, { ...context, audience, attachments }),
  };
}
