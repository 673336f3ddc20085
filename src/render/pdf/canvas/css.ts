import type { FontWeight } from '../../fonts/inter.js';
import type { Paint, TextStyle } from './surface.js';

const NAMED: Readonly<Record<string, string>> = { black: '#000000', white: '#ffffff' };

/** `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `rgba()`, `black`, `white` or `transparent`. Throws on anything else. */
export function parseCssColor(css: string): Paint {
  const text = css.trim().toLowerCase();
  if (text === 'transparent') return { color: '#000000', alpha: 0 };
  const hex = /^#([0-9a-f]{3,8})$/.exec(NAMED[text] ?? text)?.[1];
  if (hex) return fromHex(hex);
  const parts = /^rgba?\(([^)]*)\)$/.exec(text)?.[1]?.split(/[\s,/]+/);
  if (!parts || parts.length < 3) throw new Error(`The PDF canvas knows no colour "${css}".`);
  const [red, green, blue] = parts.map(Number);
  const color = [red, green, blue].map((value) => pair(value ?? 0)).join('');
  return { color: `#${color}`, alpha: parts[3] === undefined ? 1 : Number(parts[3]) };
}

function fromHex(hex: string): Paint {
  const full = hex.length < 6 ? hex.replace(/./g, '$&$&') : hex;
  const alpha = full.length === 8 ? Number.parseInt(full.slice(6), 16) / 255 : 1;
  return { color: `#${full.slice(0, 6)}`, alpha };
}

const pair = (value: number) => Math.round(value).toString(16).padStart(2, '0');

/** Size and weight of a CSS font such as `normal 600 12px Inter`; the family is ignored. */
export function parseCssFont(css: string): Pick<TextStyle, 'size' | 'weight'> {
  const size = /([\d.]+)px/.exec(css)?.[1];
  if (size === undefined) throw new Error(`The PDF canvas cannot read the font "${css}".`);
  return { size: Number(size), weight: weightOf(css.slice(0, css.indexOf(size))) };
}

function weightOf(words: string): FontWeight {
  const weight = /\bbold\b/.test(words) ? 700 : Number(/\b([1-9]00)\b/.exec(words)?.[1] ?? 400);
  return weight >= 600 ? 600 : weight === 500 ? 500 : 400;
}
