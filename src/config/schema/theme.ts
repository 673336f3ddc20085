import { z } from 'zod';
import { addFault, colour, filePath, lineValue } from '../values/leaf.js';

/** Approximate perceived lightness of `#rrggbb`, 0 to 255, to order the steps of a scale. */
function lightness(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

const scale = z
  .array(colour())
  .length(6, 'must have exactly 6 colours')
  .superRefine((colours, context) => {
    const light = colours.map(lightness);
    const step = light.findIndex((value, index) => index > 0 && value >= (light[index - 1] ?? 0));
    if (step > 0) addFault(context, { message: '{value} must be darker than the colour before it' }, [step]);
  });

/** The user's font family. */
const font = z.strictObject({
  regular: filePath().describe('A TrueType, OpenType or WOFF file; relative to this file.'),
  medium: filePath().optional().describe('The same for labels; the regular one by default.'),
  semibold: filePath().optional().describe('The same for headings and figures; the regular one by default.'),
});

const keys = {
  accent: colour().describe('Headline figures, lines and bars.'),
  attention: colour().describe('What needs attention.'),
  text: colour().describe('Body text.'),
  secondary: colour().describe('Labels and notes.'),
  rule: colour().describe('Lines between parts.'),
  hairline: colour().describe('Lines between rows.'),
  comparison: colour().describe('The comparison window.'),
  bar: colour().describe('Bars inside tables.'),
  scale: scale.describe('Six colours of the heatmap, from light to dark.'),
  paper: z.enum(['A4', 'Letter']).describe('Paper of the PDF.'),
  footer: lineValue().describe('A line at the foot of every page.'),
  logo: filePath().describe('A PNG or JPEG for the head of the first page; relative to this file.'),
  font: font.describe(
    'A family of your own for PDFs and pictures; letters that it lacks come from the bundled ones.',
  ),
};

/** Changes to the theme: all keys are optional. */
export const theme = z.strictObject(keys).partial();

/** The default theme: only footer, logo and font are optional. */
export const wholeTheme = z.strictObject(keys).partial({ footer: true, logo: true, font: true });

export type ThemeInput = z.output<typeof theme>;
