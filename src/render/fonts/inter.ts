import { createRequire } from 'node:module';

export type FontWeight = 400 | 500 | 600;

const { resolve } = createRequire(import.meta.url);
const file = (name: string) => resolve(`@expo-google-fonts/inter/${name}/Inter_${name}.ttf`);

/** Inter's font files, for Latin, Cyrillic and Greek. */
export const INTER: Readonly<Record<FontWeight, string>> = {
  400: file('400Regular'),
  500: file('500Medium'),
  600: file('600SemiBold'),
};
