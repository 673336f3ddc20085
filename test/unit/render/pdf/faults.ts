import type { ReadPage, TextBox } from './reading.js';

/** Margins of the page in points; the footer's second line stands lowest. */
const MARGIN = { left: 48, right: 48, top: 36, bottom: 20 };
/** Lines lower than this belong to the footer. */
const FOOTER = 40;
const HEADING = 12;
/** Rounding in the file, in points. */
const LITTLE = 0.5;

/** What a reader would call broken, one sentence a fault: text beyond the margins, text on text, a heading left alone. */
export function faultsOf(pages: readonly ReadPage[]): string[] {
  return pages.flatMap((page, index) =>
    [...outside(page), ...covered(page), ...orphaned(page)].map((fault) => `page ${index + 1}: ${fault}`),
  );
}

function outside({ boxes, width, height }: ReadPage): string[] {
  return boxes.flatMap(({ text, x, y, size, width: length }) => [
    ...(x < MARGIN.left - LITTLE ? [`"${text}" begins left of the margin, at ${x}`] : []),
    ...(x + length > width - MARGIN.right + LITTLE
      ? [`"${text}" ends right of the margin, at ${x + length}`]
      : []),
    ...(y - size < MARGIN.top ? [`"${text}" stands above the margin, at ${y}`] : []),
    ...(y > height - MARGIN.bottom ? [`"${text}" stands below the margin, at ${y}`] : []),
  ]);
}

function covered({ boxes }: ReadPage): string[] {
  return boxes.flatMap((box, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => meet(box, other))
      .map((other) => `"${box.text}" and "${other.text}" lie on each other`),
  );
}

function orphaned({ boxes, height }: ReadPage): string[] {
  const last = boxes.filter(({ y }) => y < height - FOOTER).at(-1);
  return last?.size === HEADING ? [`the heading "${last.text}" ends the page`] : [];
}

/** From the top of the capitals to the baseline; a little less than the ink's line. */
const meet = (one: TextBox, other: TextBox) =>
  one.x + one.width - LITTLE > other.x &&
  other.x + other.width - LITTLE > one.x &&
  one.y > other.y - other.size * 0.7 &&
  other.y > one.y - one.size * 0.7;
