import { z } from 'zod';
import { artifact } from '../artifact.js';
import { pictureCid, type Renderer } from '../renderer.js';

const options = z.strictObject({});

/** One picture for each section with a chart, named after the section. */
export const pngRenderer: Renderer<z.output<typeof options>> = {
  kind: 'png',
  options,
  async render(digest, _options, { name, pictures }) {
    const painted = await pictures();
    return digest.sections.flatMap(({ id, title }) => {
      const picture = painted.find(({ cid }) => cid === pictureCid(id));
      if (!picture) return [];
      const { cid: _cid, sha256: _sha256, ...file } = picture;
      return [artifact({ ...file, name: name(id, 'png'), role: 'attachment', detail: title })];
    });
  },
};
