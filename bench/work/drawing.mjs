// The digest's own PDFKit calls, noted once and then made again on a bare document: node drawing.mjs <folder>
import PDFDocument from 'pdfkit';
import { answering, timedHere } from '../measure/answering.mjs';
import { forms, openStandard } from './standard.mjs';

/** What draws; the structure of the document is ours and not part of the floor. */
const DRAWS = [
  ...[
    'addPage',
    'save',
    'restore',
    'moveTo',
    'lineTo',
    'bezierCurveTo',
    'closePath',
    'fill',
    'stroke',
    'clip',
  ],
  ...['lineWidth', 'lineCap', 'lineJoin', 'dash', 'undash', 'opacity', 'fillColor', 'rotate', 'rect'],
  ...['registerFont', 'font', 'fontSize', 'text', 'image'],
];

/** Notes the calls from outside PDFKit while `work` goes on; those that it makes of itself follow from them. */
async function noted(work) {
  const calls = [];
  const own = Object.fromEntries(DRAWS.map((name) => [name, PDFDocument.prototype[name]]));
  let within = 0;
  for (const name of DRAWS)
    PDFDocument.prototype[name] = function note(...args) {
      if (within === 0) calls.push([name, args]);
      within += 1;
      try {
        return own[name].apply(this, args);
      } finally {
        within -= 1;
      }
    };
  await work();
  Object.assign(PDFDocument.prototype, own);
  return calls;
}

function drawn(calls) {
  const document = new PDFDocument({ autoFirstPage: false, font: null, size: [595.28, 841.89], margin: 0 });
  for (const [name, args] of calls) document[name](...args);
  return new Promise((resolve) => {
    document.on('data', () => {});
    document.on('end', resolve);
    document.end();
  });
}

const standard = await openStandard(process.argv[2]);
const pdf = () => forms.pdf(standard.rendering());
await pdf();
const calls = await noted(pdf);
answering(calls.length, (what) => timedHere(what === 'floor' ? () => drawn(calls) : pdf));
