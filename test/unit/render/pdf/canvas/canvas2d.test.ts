import { expect, test } from 'vitest';
import { Canvas2d } from '../../../../../src/render/pdf/canvas/canvas2d.js';
import { parseCssColor, parseCssFont } from '../../../../../src/render/pdf/canvas/css.js';
import { recordingSurface } from '../recording.js';

const BOX = { x: 100, y: 200, width: 300, height: 150 };

function drawn(draw: (canvas: Canvas2d) => void): string[] {
  const surface = recordingSurface();
  draw(new Canvas2d(surface, BOX));
  return surface.log;
}

test('points are counted from the canvas’s own corner', () => {
  expect(drawn((canvas) => canvas.fillRect(1, 2, 3, 4))).toEqual([
    'fill nonzero #000000 1 M101,202 L104,202 L104,206 L101,206 z',
  ]);
});

test('transforms apply to the points that follow them, and restore takes them back', () => {
  const log = drawn((canvas) => {
    canvas.save();
    canvas.translate(10, 0);
    canvas.rotate(Math.PI / 2);
    canvas.scale(2, 2);
    canvas.beginPath();
    canvas.moveTo(1, 0);
    canvas.restore();
    canvas.lineTo(5, 5);
    canvas.stroke();
  });
  expect(log).toEqual(['save', 'restore', 'stroke #000000 1 [] M110,202 L105,205']);
});

test('a rounded rectangle has a quarter of a circle at each corner', () => {
  const path = (draw: (canvas: Canvas2d) => void) =>
    drawn((canvas) => {
      canvas.beginPath();
      draw(canvas);
      canvas.fill();
    });
  const corners = path((canvas) => {
    canvas.moveTo(2, 0);
    canvas.arc(8, 2, 2, -Math.PI / 2, 0);
    canvas.arc(8, 3, 2, 0, Math.PI / 2);
    canvas.arc(2, 3, 2, Math.PI / 2, Math.PI);
    canvas.arc(2, 2, 2, Math.PI, 1.5 * Math.PI);
    canvas.closePath();
  });
  expect(path((canvas) => canvas.roundRect(0, 0, 10, 5, 2))).toEqual(corners);
});

test('line widths and dashes grow with the scale', () => {
  const log = drawn((canvas) => {
    canvas.setTransform(3, 0, 0, 3, 0, 0);
    canvas.lineWidth = 2;
    canvas.setLineDash([1, 4]);
    canvas.beginPath();
    canvas.moveTo(0, 0);
    canvas.lineTo(1, 0);
    canvas.stroke();
  });
  expect(log).toEqual(['stroke #000000 6 [3,12] M100,200 L103,200']);
});

test('restore brings back every style, and one restore too many does nothing', () => {
  const log = drawn((canvas) => {
    canvas.fillStyle = '#111111';
    canvas.font = '600 12px Inter';
    canvas.setLineDash([1]);
    canvas.save();
    canvas.fillStyle = '#222222';
    canvas.font = '400 8px Inter';
    canvas.setLineDash([]);
    canvas.restore();
    canvas.restore();
    canvas.fillText('x', 0, 0);
    expect(canvas.getLineDash()).toEqual([1]);
  });
  expect(log).toEqual(['save', 'restore', 'text "x" 100,200 0 600 12 #111111']);
});

test('a quarter of a circle is one curve, and a full circle four', () => {
  const arc = (end: number, counterclockwise = false) =>
    drawn((canvas) => {
      canvas.beginPath();
      canvas.arc(0, 0, 10, 0, end, counterclockwise);
      canvas.fill();
    })[0] ?? '';
  expect(arc(Math.PI / 2)).toBe('fill nonzero #000000 1 M110,200 C110,205.52 105.52,210 100,210');
  expect(arc(2 * Math.PI).match(/C/g)).toHaveLength(4);
  expect(arc(Math.PI / 2, true).match(/C/g)).toHaveLength(3);
});

test('a quadratic curve becomes the same cubic one', () => {
  const log = drawn((canvas) => {
    canvas.beginPath();
    canvas.moveTo(0, 0);
    canvas.quadraticCurveTo(3, 3, 6, 0);
    canvas.stroke();
  });
  expect(log).toEqual(['stroke #000000 1 [] M100,200 C102,202 104,202 106,200']);
});

test.each([
  ['left', 'alphabetic', '100,200'],
  ['center', 'alphabetic', '90,200'],
  ['right', 'alphabetic', '80,200'],
  ['left', 'top', '100,210'],
  ['left', 'middle', '100,204'],
  ['left', 'bottom', '100,198'],
] as const)('text aligned %s and %s starts where a canvas starts it', (align, baseline, at) => {
  const log = drawn((canvas) => {
    canvas.font = '10px Inter';
    canvas.textAlign = align;
    canvas.textBaseline = baseline;
    canvas.fillText('four', 0, 0);
  });
  expect(log).toEqual([`text "four" ${at} 0 400 10 #000000`]);
});

test('text turns with the canvas', () => {
  const log = drawn((canvas) => {
    canvas.rotate(-Math.PI / 2);
    canvas.fillText('up', 0, 0);
  });
  expect(log).toEqual(['text "up" 100,200 -1.57 400 10 #000000']);
});

test('measured text says how far it reaches from its anchor', () => {
  const canvas = new Canvas2d(recordingSurface(), BOX);
  canvas.font = '10px Inter';
  canvas.textAlign = 'right';
  canvas.textBaseline = 'top';
  expect(canvas.measureText('four')).toEqual({
    width: 20,
    actualBoundingBoxLeft: 20,
    actualBoundingBoxRight: 0,
    actualBoundingBoxAscent: -3,
    actualBoundingBoxDescent: 10,
    fontBoundingBoxAscent: 0,
    fontBoundingBoxDescent: 12,
  });
});

test('nothing transparent is drawn, and alpha multiplies', () => {
  const log = drawn((canvas) => {
    canvas.fillStyle = 'transparent';
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = 'rgba(255, 0, 128, 0.5)';
    canvas.globalAlpha = 0.5;
    canvas.fillRect(0, 0, 1, 1);
  });
  expect(log).toEqual(['fill nonzero #ff0080 0.25 M100,200 L101,200 L101,201 L100,201 z']);
});

test('what the canvas cannot do is refused by name', () => {
  const canvas = new Canvas2d(recordingSurface(), BOX);
  expect(() => canvas.createLinearGradient()).toThrow('The PDF canvas draws no gradients.');
  expect(() => canvas.drawImage()).toThrow('The PDF canvas draws no pictures.');
  expect(() => canvas.stroke({})).toThrow('The PDF canvas draws no paths kept apart (Path2D).');
  expect(() => parseCssColor('rebeccapurple')).toThrow('The PDF canvas knows no colour "rebeccapurple".');
});

test.each([
  ['normal 600 12.5px Inter', { size: 12.5, weight: 600 }],
  ['bold 9px sans-serif', { size: 9, weight: 600 }],
  ['normal 9px Inter', { size: 9, weight: 400 }],
  ["500 8px 'Inter'", { size: 8, weight: 500 }],
])('the font "%s" is read', (css, expected) => {
  expect(parseCssFont(css)).toEqual(expected);
});

test.each([
  ['#abc', '#aabbcc', 1],
  ['#11223380', '#112233', 128 / 255],
  ['rgb(1 2 3 / 0.5)', '#010203', 0.5],
  ['white', '#ffffff', 1],
])('the colour "%s" is read', (css, color, alpha) => {
  expect(parseCssColor(css)).toEqual({ color, alpha });
});
