import { element, val, type Xml, xmlText } from '../package/xml.js';

const EMU_PER_POINT = 12_700;

/** No fill. */
export const none = element('a:noFill', {});

export const fill = (color: string): Xml =>
  element('a:solidFill', {}, val('a:srgbClr', color.replace('#', '').toUpperCase()));

/** A line; null for no line. */
export function drawingLine(
  stroke: { readonly color: string; readonly points: number; readonly dash?: 'dash' | 'sysDot' } | null,
): Xml {
  if (stroke === null) return element('a:ln', {}, none);
  return element(
    'a:ln',
    { w: Math.round(stroke.points * EMU_PER_POINT), cap: 'rnd' },
    fill(stroke.color),
    stroke.dash ? val('a:prstDash', stroke.dash) : null,
    element('a:round', {}),
  );
}

export interface DrawingText {
  /** Font size in hundredths of a point. */
  readonly size: number;
  readonly color: string;
  readonly bold?: boolean;
  /** Attributes of the text box, `a:bodyPr`. */
  readonly body?: Readonly<Record<string, string | number>>;
}

/** DrawingML text properties: body properties, list style and a paragraph, with `words` as its text if given. */
export function textProperties(
  { size, color, bold = false, body = {} }: DrawingText,
  words?: string,
): [Xml, Xml, Xml] {
  const run = { sz: size, b: Number(bold) };
  const style = element('a:pPr', {}, element('a:defRPr', run, fill(color)));
  const shownRun = (shown: string) =>
    element('a:r', {}, element('a:rPr', run, fill(color)), element('a:t', {}, xmlText(shown)));
  return [
    element('a:bodyPr', body),
    element('a:lstStyle', {}),
    element(
      'a:p',
      {},
      style,
      words === undefined ? element('a:endParaRPr', { lang: 'en-US' }) : shownRun(words),
    ),
  ];
}
