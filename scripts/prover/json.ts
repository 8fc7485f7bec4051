/** The value at a path into parsed JSON. @throws TypeError naming the first step that is not there */
export function jsonAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => {
    const entry = isObject(inner) ? Object.entries(inner).find(([key]) => key === name) : undefined;
    if (entry === undefined) throw new TypeError(`${path.join(".")}: ${name} is missing`);
    return entry[1];
  }, value);
}

/** @throws TypeError */
export function jsonText(value: unknown, ...path: readonly string[]): string {
  const text = jsonAt(value, ...path);
  if (typeof text !== "string") throw new TypeError(`${path.join(".")} is not a text`);
  return text;
}

/** @throws TypeError */
export function jsonList(value: unknown, ...path: readonly string[]): unknown[] {
  const list = jsonAt(value, ...path);
  if (!Array.isArray(list)) throw new TypeError(`${path.join(".")} is not a list`);
  return list;
}

/** @throws TypeError */
export function jsonObject(value: unknown, ...path: readonly string[]): Record<string, unknown> {
  const object = jsonAt(value, ...path);
  if (!isObject(object)) throw new TypeError(`${path.join(".")} is not an object`);
  return Object.fromEntries(Object.entries(object));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
