import { createCanvas, DOMMatrix, ImageData, Path2D } from '@napi-rs/canvas';
import { palettePng } from './png.mjs';

// pdf.js draws on canvases of the package that these come from; without them it would load a copy of its own.
Object.assign(globalThis, { DOMMatrix, ImageData, Path2D });
const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');

/** Every page of a PDF as a picture, `scale` pixels per point, with a white margin. */
export async function drawPages(bytes, { scale, margin = 0 }) {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pictures = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale, offsetX: margin, offsetY: margin });
    const canvas = createCanvas(viewport.width + 2 * margin, viewport.height + 2 * margin);
    await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
    pictures.push(palettePng(canvas));
  }
  await document.destroy();
  return pictures;
}
