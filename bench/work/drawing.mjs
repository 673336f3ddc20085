// The drawing calls of the digest's PDF, recorded once and replayed on a bare PDFKit document: node drawing.mjs <folder>
import PDFDocument from 'pdfkit';
import { wordsOf } from '../../src/digest/language/words.js';
import { collectTexts } from '../../src/render/collect-texts.js';
import { createFontLoader } from '../../src/render/fonts/font-loader.js';
import { createDocument, createTextTools } from '../../src/render/pdf/document/document.js';
import { paintPages } from '../../src/render/pdf/document/paint.js';
import { layOutPages } from '../../src/render/pdf/layout.js';
import { PAPERS } from '../../src/render/pdf/page/paper.js';
import { serveRequests, timedHere } from '../measure/serve-requests.mjs';
import { forms, openStandard } from '../scene/standard.mjs';

const standard = await openStandard(process.argv[2], 'service');
const { digest, theme } = standard;
const sheet = PAPERS[theme.paper];
const fonts = await createFontLoader().load(collectTexts(digest, theme), {
  own: theme.font,
  locale: digest.locale,
});

const textTools = createTextTools(fonts);

/** The drawing calls in order; the document structure is not part of the lower bound. */
async function noted() {
  const calls = [];
  const info = { title: digest.subject, language: 'en', date: new Date(0), size: sheet };
  const document = createDocument(textTools, info);
  const note = (name, copy = (args) => args) => ({
    [name]: (...args) => {
      calls.push([name, ...copy(args)]);
      return document[name](...args);
    },
  });
  const outlined = ([outline, ...rest]) => [[...outline], ...rest];
  const noting = Object.assign(
    { ...document },
    ...['addPage', 'save', 'restore', 'text'].map((name) => note(name)),
    ...['fill', 'stroke', 'clip'].map((name) => note(name, outlined)),
  );
  const { measure } = document;
  const pages = layOutPages({ digest, theme, sheet, logo: null, measure, words: wordsOf(digest) });
  await paintPages(pages, noting);
  await document.finish();
  return calls;
}

const ruleOf = (rule) => (rule === 'evenodd' ? 'even-odd' : 'non-zero');

function traced(kit, outline) {
  for (const segment of outline) {
    if (segment.to === 'close') kit.closePath();
    else if (segment.to === 'move') kit.moveTo(segment.x, segment.y);
    else if (segment.to === 'line') kit.lineTo(segment.x, segment.y);
    else kit.bezierCurveTo(segment.x1, segment.y1, segment.x2, segment.y2, segment.x, segment.y);
  }
  return kit;
}

const shapers = new Map();

/** The font for PDFKit, with each word shaped once for all documents. Positions are copied, because PDFKit scales them in place. */
function shapedBefore({ name, font }) {
  const runs = new Map();
  const layout = (word) => {
    const run = runs.get(word) ?? font.layout(word, { calt: false });
    runs.set(word, run);
    const { glyphs, advanceWidth } = run;
    return { glyphs, advanceWidth, positions: run.positions.map((position) => ({ ...position })) };
  };
  const shaper = shapers.get(name) ?? Object.create(font, { layout: { value: layout } });
  shapers.set(name, shaper);
  return shaper;
}

function covered(kit, alpha, draw) {
  if (alpha < 1) kit.save().opacity(alpha);
  draw();
  if (alpha < 1) kit.restore();
}

/** Each call as a user of PDFKit would write it. */
const BARE = {
  addPage: (kit) => kit.addPage(),
  save: (kit) => kit.save(),
  restore: (kit) => kit.restore(),
  clip: (kit, outline, rule) => traced(kit, outline).clip(ruleOf(rule)),
  fill: (kit, outline, { color, alpha }, rule) =>
    covered(kit, alpha, () => traced(kit, outline).fill(color, ruleOf(rule))),
  stroke: (kit, outline, { color, alpha, width, cap, join, dash, dashOffset }) =>
    covered(kit, alpha, () => {
      kit.lineWidth(width).lineCap(cap).lineJoin(join);
      if (dash.length > 0) kit.dash(dash, { phase: dashOffset });
      else kit.undash();
      traced(kit, outline).stroke(color);
    }),
  text(kit, text, { x, y, alpha }, { size, weight, color }) {
    const [face] = fonts.main[weight];
    kit.registerFont(face.name, shapedBefore(face));
    covered(kit, alpha, () =>
      kit
        .font(face.name)
        .fontSize(size)
        .fillColor(color)
        .text(text, x, y, { lineBreak: false, baseline: 'alphabetic' }),
    );
  },
};

function drawn(calls) {
  const size = [sheet.width, sheet.height];
  const kit = new PDFDocument({ autoFirstPage: false, font: null, size, margin: 0 });
  for (const [name, ...args] of calls) BARE[name](kit, ...args);
  return new Promise((resolve) => {
    kit.on('data', () => {});
    kit.on('end', resolve);
    kit.end();
  });
}

const calls = await noted();
const pdf = () => forms.pdf(standard.rendering());
serveRequests(calls.length, (what) => timedHere(what === 'floor' ? () => drawn(calls) : pdf));
