/** Freezes plain objects, arrays and maps all the way down; instances of classes are left as they are. */
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

/** `Object.freeze` alone leaves a map's entries open to change. */
function freezeMap<Frozen extends Map<unknown, unknown>>(map: Frozen): Frozen {
  const refuse = () => {
    throw new TypeError('This map is frozen.');
  };
  for (const name of ['set', 'delete', 'clear']) Object.defineProperty(map, name, { value: refuse });
  return Object.freeze(map);
}
