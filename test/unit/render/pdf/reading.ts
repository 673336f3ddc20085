import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A line of text on a page, in points from the page's top left corner; `y` is its baseline. */
export interface TextBox {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

export interface ReadPage {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly TextBox[];
  /** The tags of the page in reading order, figures with their alternative text. */
  readonly tags: readonly string[];
  /** The tags under which the page's own content is drawn, in the order of drawing; decoration is `Artifact`. */
  readonly marked: readonly string[];
}

interface StructureNode {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly StructureNode[];
}

/** Reads a PDF with a second reader. */
export async function readPdf(bytes: Uint8Array) {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const marked = items.flatMap((item) => ('tag' in item ? [String(item.tag)] : []));
    const boxes = items.flatMap((item): TextBox[] => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [size, , , , x, y] = item.transform.map(Number);
      return [{ text: item.str, x: x ?? 0, y: height - (y ?? 0), width: item.width, size: size ?? 0 }];
    });
    const tree = (await page.getStructTree()) as StructureNode | null;
    pages.push({ width, height, boxes, tags: tree ? tagsOf(tree) : [], marked });
  }
  const { info } = await document.getMetadata();
  const outline = (await document.getOutline()) ?? [];
  await document.destroy();
  return { pages, info: info as Record<string, unknown>, bookmarks: outline.map(({ title }) => title) };
}

/** What stands on the pages, a line a text: its rounded place, its size and its words. */
export function listing(pages: readonly ReadPage[]): string {
  const lines = pages.flatMap(({ boxes }, index) => [
    `--- page ${index + 1}`,
    ...boxes.map(({ text, x, y, size }) => `${points(x)} ${points(y)} ${size}  ${text}`),
  ]);
  return `${lines.join('\n')}\n`;
}

/** Whole points; the last digits of a sum differ between versions of Node and must not tip a half. */
const points = (length: number) => Math.round(Number(length.toFixed(3)));

function tagsOf({ role, alt, children }: StructureNode): string[] {
  const own = role === undefined || role === 'Root' ? [] : [alt === undefined ? role : `${role}: ${alt}`];
  return [...own, ...(children ?? []).flatMap(tagsOf)];
}
