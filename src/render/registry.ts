import type { ZodType } from 'zod';
import { alertJsonRenderer } from './alert-json.js';
import { alertTextRenderer } from './alert-text.js';
import { csvRenderer } from './csv.js';
import { jsonRenderer } from './json.js';
import { createPdfRenderer } from './pdf/pdf.js';
import { pngRenderer } from './png/png.js';
import type { Renderer } from './renderer.js';
import { xlsxRenderer } from './xlsx/xlsx.js';

/** The renderers by their word in `formats:`, in the order in which `preview` lists files. */
const formats = {
  pdf: createPdfRenderer(),
  xlsx: xlsxRenderer,
  csv: csvRenderer,
  json: jsonRenderer,
  png: pngRenderer,
} as const satisfies Record<string, Renderer>;

/** The renderers by their word in `formats:`. */
export const formatRenderers: ReadonlyMap<string, Renderer> = new Map(Object.entries(formats));

/** The option schemas, for validating `formats:`. */
export const formatOptions: Readonly<Record<string, ZodType>> = Object.fromEntries(
  Object.entries(formats).map(([kind, { options }]) => [kind, options]),
);

/** The files of an alert besides its pictures, for places that take files only; `formats:` does not know them. */
export const alertRenderers: ReadonlyMap<string, Renderer> = new Map(
  [alertJsonRenderer, alertTextRenderer].map((renderer) => [renderer.kind, renderer]),
);
