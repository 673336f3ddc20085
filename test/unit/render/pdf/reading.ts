import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

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
  /** What the page holds for readers that do not see it; null when it is not tagged. */
  readonly tree: ReadElement | null;
  readonly links: readonly ReadLink[];
}

/** An element of the structure tree, as far as it stands on one page. */
export interface ReadElement {
  readonly role: string;
  readonly alt: string | null;
  /** Its own words and those of the elements below it. */
  readonly text: string;
  readonly children: readonly ReadElement[];
}

/** A place to press; from the page's top left corner. */
export interface ReadLink {
  readonly words: string;
  readonly to: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface StructureNode {
  readonly role?: string;
  readonly alt?: string;
  /** Of marked content. */
  readonly id?: string;
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
    const root = (await page.getStructTree()) as StructureNode | null;
    const tree = root && elementOf(root, wordsById(items));
    const links = (await page.getAnnotations()).map((link) => readLink(link, height));
    pages.push({ width, height, boxes, tags: tree ? tagsOf(tree) : [], marked, tree, links });
  }
  const { info } = await document.getMetadata();
  const anchors = await anchorsOf(document);
  const outline = (await document.getOutline()) ?? [];
  await document.destroy();
  return {
    pages,
    info: info as Record<string, unknown>,
    bookmarks: outline.map(({ title }) => title),
    anchors,
  };
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

function tagsOf({ role, alt, children }: ReadElement): string[] {
  const own = role === 'Root' ? [] : [alt === null ? role : `${role}: ${alt}`];
  return [...own, ...children.flatMap(tagsOf)];
}

function elementOf({ role, alt, children = [] }: StructureNode, words: Words): ReadElement {
  const elements = children.filter((child) => child.role !== undefined);
  const below = elements.map((child) => elementOf(child, words));
  const own = children.filter((child) => child.role === undefined).map(({ id }) => words.get(id ?? '') ?? '');
  const text = [...own, ...below.map((child) => child.text)].join('');
  return { role: role ?? '', alt: alt ?? null, text, children: below };
}

type Words = ReadonlyMap<string, string>;

/** The words of each piece of marked content. */
function wordsById(items: readonly object[]): Words {
  const words = new Map<string, string>();
  const open: string[] = [];
  for (const item of items) {
    if ('type' in item && item.type === 'endMarkedContent') open.pop();
    else if ('type' in item) open.push('id' in item ? String(item.id) : '');
    else if ('str' in item) words.set(open.at(-1) ?? '', `${words.get(open.at(-1) ?? '') ?? ''}${item.str}`);
  }
  return words;
}

interface Annotation {
  readonly rect: readonly [number, number, number, number];
  readonly contentsObj: { readonly str: string };
  /** Null for a web page. */
  readonly dest: string | null;
  readonly url?: string;
}

function readLink(
  { rect: [left, low, right, high], contentsObj, dest, url }: Annotation,
  page: number,
): ReadLink {
  return {
    words: contentsObj.str,
    to: dest ?? url ?? '',
    x: left,
    y: page - high,
    width: right - left,
    height: high - low,
  };
}

/** Where named places are: the page's number, and the distance from its top. */
async function anchorsOf(document: PDFDocumentProxy) {
  const found = new Map<string, { readonly page: number; readonly y: number }>();
  for (const [name, place] of Object.entries(await document.getDestinations())) {
    const [page, , , y] = place as [{ num: number; gen: number }, unknown, unknown, number];
    const number = (await document.getPageIndex(page)) + 1;
    const { height } = (await document.getPage(number)).getViewport({ scale: 1 });
    found.set(name, { page: number, y: height - y });
  }
  return found;
}
