import { createRequire } from 'node:module';

export type FontWeight = 400 | 500 | 600;

/** A bundled font file: Inter for Latin, Cyrillic and Greek. */
export interface FontFile {
  readonly family: 'Inter';
  readonly weight: FontWeight;
  readonly path: string;
}

const { resolve } = createRequire(import.meta.url);
const inter = (weight: FontWeight, name: string): FontFile => ({
  family: 'Inter',
  weight,
  path: resolve(`@expo-google-fonts/inter/${name}/Inter_${name}.ttf`),
});

/** TrueType on purpose: WOFF2 breaks or bloats subsets. */
export const FONTS: readonly FontFile[] = [
  inter(400, '400Regular'),
  inter(500, '500Medium'),
  inter(600, '600SemiBold'),
];
