import { readFile } from 'node:fs/promises';
import { Liquid, type LiquidOptions } from 'liquidjs';
import { packageFile } from '../lib/paths.js';

/** How values are written: `html` escapes every one, `text` leaves them as they are. */
export type TemplateLanguage = 'html' | 'text';

const LIMITS = { parseLimit: 1_000_000, renderLimit: 10_000, memoryLimit: 50_000_000 };

/** Templates see own properties of their view only, and no file: an empty mapping stands in for the disk. */
const SAFE: LiquidOptions = {
  ...LIMITS,
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: true,
  locale: 'en',
  timezoneOffset: 0,
};

/** Fills Liquid source from a plain view. Values never become template code; unknown names and tags are errors. */
export function fillTemplate(source: string, language: TemplateLanguage, view: object): string {
  const liquid = new Liquid(language === 'html' ? { ...SAFE, outputEscape: 'escape' } : SAFE);
  return liquid.parseAndRenderSync(source, view);
}

/** Fills a template of the package, named by its path in it. */
export async function fillTemplateFile(path: string, language: TemplateLanguage, view: object) {
  return fillTemplate(await readFile(packageFile(path), 'utf8'), language, view);
}
