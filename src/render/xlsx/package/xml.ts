/** Escaped XML; only `element` and `text` create it. */
export interface Xml {
  readonly xml: string;
}

type Attributes = Readonly<Record<string, string | number>>;

/** `<name a="1">children</name>`; null children are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly (Xml | null)[]): Xml {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const inner = children.map((child) => child?.xml ?? '').join('');
  return { xml: `<${name}${listed.join('')}${inner === '' ? '/>' : `>${inner}</${name}>`}` };
}

/** An element with only a `val` attribute, the common form in charts. */
export const val = (name: string, value: string | number) => element(name, { val: value });

export const xmlText = (value: string): Xml => ({ xml: escaped(value) });

export const all = (parts: readonly Xml[]): Xml => ({ xml: parts.map(({ xml }) => xml).join('') });

/** A package part: an XML document as UTF-8. */
export function xmlPart({ xml }: Xml): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

const escaped = (value: string) => value.replace(/[&<>"\n\t]/g, (character) => ENTITIES[character] ?? '');
