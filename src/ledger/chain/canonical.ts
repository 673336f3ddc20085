type Value = string | number | null;

/** Values as one text, the same before they are stored and after. */
export function canonical(values: readonly Value[]): string {
  const text = JSON.stringify(values);
  return CHANGED.test(text) ? JSON.stringify(values.map(asStored)) : text;
}

/** Half characters and zeros, as JSON writes them. */
const CHANGED = /\\u(?:d|0000)/;

/** A value as the databases give it back: a half character is replaced, and a text ends before its first zero. */
function asStored(value: Value): Value {
  if (typeof value !== 'string') return value;
  return value.replace(/\0.*$/su, '').replace(/\p{Surrogate}/gu, '\ufffd');
}
