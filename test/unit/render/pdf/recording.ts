import type { Segment, Surface } from '../../../../src/render/pdf/canvas/surface.js';

/** A surface that writes down what is drawn; every letter is as wide as half the size. */
export function recordingSurface(): Surface & { readonly log: string[] } {
  const log: string[] = [];
  const n = (value: number) => String(Math.round(value * 100) / 100);
  const path = (outline: readonly Segment[]) =>
    outline
      .map((segment) => {
        if (segment.to === 'close') return 'z';
        const end = `${n(segment.x)},${n(segment.y)}`;
        if (segment.to !== 'curve') return `${segment.to === 'move' ? 'M' : 'L'}${end}`;
        return `C${n(segment.x1)},${n(segment.y1)} ${n(segment.x2)},${n(segment.y2)} ${end}`;
      })
      .join(' ');
  return {
    log,
    save: () => void log.push('save'),
    restore: () => void log.push('restore'),
    fill: (outline, { color, alpha }, rule) =>
      void log.push(`fill ${rule} ${color} ${n(alpha)} ${path(outline)}`),
    stroke: (outline, { color, width, dash }) =>
      void log.push(`stroke ${color} ${n(width)} [${dash.map(n)}] ${path(outline)}`),
    clip: (outline) => void log.push(`clip ${path(outline)}`),
    text: (text, { x, y, angle }, { size, weight, color }) =>
      void log.push(`text "${text}" ${n(x)},${n(y)} ${n(angle)} ${weight} ${n(size)} ${color}`),
    measure: (text, { size }) => ({
      width: (text.length * size) / 2,
      left: 0,
      right: (text.length * size) / 2,
      ascent: size * 0.7,
      descent: 0,
      fontAscent: size,
      fontDescent: size * 0.2,
    }),
  };
}
