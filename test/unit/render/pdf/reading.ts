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
    const { items } = await page.getTextContent();
    const boxes = items.flatMap((item): TextBox[] => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [size, , , , x, y] = item.transform.map(Number);
      return [{ text: item.str, x: x ?? 0, y: height - (y ?? 0), width: item.width, size: size ?? 0 }];
    });
    const tree = (await page.getStructTree()) as StructureNode | null;
    pages.push({ width, height, boxes, tags: tree ? tagsOf(tree) : [] });
  }
  const { info } = await document.getMetadata();
  const outline = (await document.getOutline()) ?? [];
  await document.destroy();
  return { pages, info: info as Record<string, unknown>, bookmarks: outline.map(({ title }) => title) };
}

function tagsOf({ role, alt, children }: StructureNode): string[] {
  const own = role === undefined || role === 'Root' ? [] : [alt === undefined ? role : `${role}: ${alt}`];
  return [...own, ...(children ?? []).flatMap(tagsOf)];
}
