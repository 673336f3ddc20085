import type { Catalogue } from './catalogue.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { LANGUAGES } from './languages.js';
import { pl } from './pl.js';
import { uk } from './uk.js';

const byLanguage: Readonly<Record<(typeof LANGUAGES)[number], Catalogue>> = { en, pl, de, fr, es, uk };

/** The built-in messages, by BCP 47 tag. */
export const CATALOGUES: ReadonlyMap<string, Catalogue> = new Map(
  LANGUAGES.map((language) => [language, byLanguage[language]]),
);
