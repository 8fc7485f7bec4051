/** What a link tells of a pack: all that differs among an order's packs. */
export interface LinkedPack {
  readonly serial: string;
  readonly position: number;
  /** Hex of 32 bytes each. */
  readonly siblings: readonly string[];
}

/**
 * A pack as the fragment of a link, without its `#`: no server is told it, since browsers keep fragments to themselves.
 */
export function fragmentOf({ serial, position, siblings }: LinkedPack): string {
  const bytes = siblings.flatMap((hash) => hash.slice(2).match(/../g) ?? []);
  const path = btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))));
  // in URLs these need no escape
  const siblingsText = path.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return new URLSearchParams({ serial, position: String(position), siblings: siblingsText }).toString();
}

/** The pack that a fragment tells; undefined if it tells none. What it tells is checked like a file. */
export function packOf(fragment: string): LinkedPack | undefined {
  const fields = new URLSearchParams(fragment);
  const [serial, position, path] = ["serial", "position", "siblings"].map((name) => fields.get(name));
  if (typeof serial !== "string" || typeof path !== "string" || !/^\d{1,10}$/.test(position ?? ""))
    return undefined;
  let bytes: string;
  try {
    bytes = atob(path.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
  if (bytes.length % 32 !== 0) return undefined;
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return {
    serial,
    position: Number(position),
    siblings: (hex.match(/.{64}/g) ?? []).map((hash) => `0x${hash}`),
  };
}
