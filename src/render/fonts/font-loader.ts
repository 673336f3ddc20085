import { drawable } from '../../chart/drawable.js';
import type { FontPaths } from '../../config/config.js';
import { createCache } from '../../lib/async/cache.js';
import { type Lazy, lazy } from '../../lib/async/lazy.js';
import { UserError } from '../../lib/errors.js';
import { sha256 } from '../../lib/hash.js';
import { contentAt } from '../../lib/system/files.js';
import { graphemesOf } from '../../lib/text/graphemes.js';
import { type Family, familiesFor, hanOrder, isPicture } from './families.js';
import { instance, unwrapped } from './instance.js';
import { type FontWeight, INTER } from './inter.js';
import { covers, createFace, isShaped, type LoadedFont } from './loaded-font.js';
import type { Shaper } from './shaping.js';
import { type FontSlice, readSlices, sliceHolds } from './slices.js';
import type { ByWeight, FontSet } from './typesetter.js';

/** The theme's fonts, which take precedence over the bundled ones, and the reader's locale. */
export interface FontWish {
  readonly own: FontPaths | null;
  readonly locale: string;
}

/** Loads each font when a text first needs it, and caches it. */
export interface FontLoader {
  /** The fonts for `texts`, which must include every text that will be drawn. */
  load(texts: Iterable<string>, wish: FontWish): Promise<FontSet>;
}

export function createFontLoader(): FontLoader {
  const opened = new Map<string, Lazy<LoadedFont>>();
  const shaping = createShaping();
  const slices = new Map<Family, Lazy<readonly FontSlice[]>>();
  const once = <Key, Value>(kept: Map<Key, Lazy<Value>>, key: Key, make: () => Promise<Value>) => {
    const value = kept.get(key) ?? lazy(make);
    kept.set(key, value);
    return value.get();
  };
  const opener: Opener = {
    slices: (family) => once(slices, family, () => readSlices(family)),
    slice: (slice, weight) => {
      const name = `${slice.name}-${weight}`;
      return once(opened, name, async () =>
        createFace(name, weight, await instance(slice, weight), shaping.shaper),
      );
    },
    file: (path, weight) => {
      const name = path.startsWith('data:') ? sha256(path) : path;
      return once(opened, name, async () => createFace(name, weight, await readFont(path), shaping.shaper));
    },
  };
  const sets = createCache<FontSet>(SETS_KEPT);
  return {
    async load(texts, { own, locale }) {
      const lines = [...texts].map(drawable);
      if (lines.some(isShaped)) await shaping.open();
      const main = await mainFonts(own, opener);
      const others = await otherFonts(lines, { main, locale }, opener);
      return sets(keyOf(main, others), () => ({ main, others }));
    },
  };
}

/** HarfBuzz, loaded with the first text that needs it: loading takes about 40 ms. */
function createShaping() {
  let library: typeof import('./shaping.js') | undefined;
  return {
    async open(): Promise<void> {
      library ??= await import('./shaping.js');
    },
    shaper(bytes: Uint8Array): Shaper {
      if (!library) throw new Error('A text is drawn that no font was loaded for.');
      return library.createShaper(bytes);
    },
  };
}

/** Size of the cache: equal fonts give the same set, so that text metrics are reused. */
const SETS_KEPT = 20;

function keyOf(main: FontSet['main'], others: FontSet['others']): string {
  const own = Object.values(main).map((fonts) => fonts.map(({ name }) => name));
  const letters = [...others].map(([grapheme, fonts]) => `${grapheme} ${fonts[400].name}`);
  return JSON.stringify([own, letters.sort()]);
}

/** Opens each font file once. */
interface Opener {
  slices(family: Family): Promise<readonly FontSlice[]>;
  slice(slice: FontSlice, weight: FontWeight): Promise<LoadedFont>;
  file(path: string, weight: FontWeight): Promise<LoadedFont>;
}

const OWN = { 400: 'regular', 500: 'medium', 600: 'semibold' } as const;
/** Text of single-character graphemes that Inter has. */
export const IN_INTER =
  /^[ -~\u00A0-\u00AC\u00AE-\u0148\u014A-\u017F\u2013\u2014\u2018-\u201E\u2022\u2026\u2212]*$/;

async function byWeight<T>(make: (weight: FontWeight) => Promise<T>): Promise<ByWeight<T>> {
  const [regular, medium, semibold] = await Promise.all([make(400), make(500), make(600)]);
  return { 400: regular, 500: medium, 600: semibold };
}

function mainFonts(own: FontPaths | null, { file }: Opener): Promise<FontSet['main']> {
  return byWeight((weight) => {
    const paths = [...(own ? [own[OWN[weight]]] : []), INTER[weight]];
    return Promise.all(paths.map((path) => file(path, weight)));
  });
}

/** Fallback fonts for characters that the main fonts lack, and for emoji. */
async function otherFonts(
  texts: readonly string[],
  { main, locale }: Pick<FontSet, 'main'> & Pick<FontWish, 'locale'>,
  opener: Opener,
): Promise<FontSet['others']> {
  const unusual = texts.filter((text) => !IN_INTER.test(text));
  const graphemes = new Set(unusual.flatMap(graphemesOf));
  const han = hanOrder(locale, unusual.join(' '));
  const others = new Map<string, ByWeight<LoadedFont>>();
  for (const grapheme of graphemes) {
    if (!isPicture(grapheme) && main[400].some((font) => covers(font, grapheme))) continue;
    const fonts = await fontsOf(grapheme, familiesFor(grapheme, han), opener);
    if (fonts) others.set(grapheme, fonts);
  }
  return others;
}

async function fontsOf(
  grapheme: string,
  families: readonly Family[],
  opener: Opener,
): Promise<ByWeight<LoadedFont> | null> {
  const codePoints = Array.from(grapheme, (letter) => letter.codePointAt(0) ?? 0);
  for (const family of families) {
    const slice = (await opener.slices(family)).find((one) => sliceHolds(one, codePoints));
    if (!slice) continue;
    const light = await opener.slice(slice, 400);
    if (!covers(light, grapheme)) continue;
    const strong = family.strong === null ? light : await opener.slice(slice, family.strong);
    return { 400: light, 500: light, 600: strong };
  }
  return null;
}

async function readFont(path: string): Promise<Uint8Array> {
  try {
    return await unwrapped(await contentAt(path));
  } catch (cause) {
    throw new UserError('font-unreadable', `The font "${path}" cannot be read; check theme.font.`, { cause });
  }
}
