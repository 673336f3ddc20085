/** Deeply freezes plain objects, arrays and maps, but not class instances. */
export function deepFreeze<Value>(value: Value): Value {
  if (value instanceof Map) {
    for (const inner of value.values()) deepFreeze(inner);
    return freezeMap(value);
  }
  if (!isPrintableAscii(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}

function isPrintableAscii(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || prototype === Array.prototype;
}

/** `Object.freeze` does not protect the entries of a map. */
function freezeMap<Frozen extends Map<unknown, unknown>>(map: Frozen): Frozen {
  const refuse = () => {
    throw new TypeError('This map is frozen.');
  };
  for (const name of ['set', 'delete', 'clear']) Object.defineProperty(map, name, { value: refuse });
  return Object.freeze(map);
}
