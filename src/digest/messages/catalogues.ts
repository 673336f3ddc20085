import type { Catalogue } from './catalogue.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { pl } from './pl.js';
import { uk } from './uk.js';

/** The languages that are built in, by BCP 47 tag. Add one: a file typed as a Catalogue, and a line here. */
export const CATALOGUES: ReadonlyMap<string, Catalogue> = new Map<string, Catalogue>([
  ['en', en],
  ['pl', pl],
  ['de', de],
  ['fr', fr],
  ['es', es],
  ['uk', uk],
]);
