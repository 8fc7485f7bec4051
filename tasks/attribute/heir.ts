import { requireAddress } from "../../scripts/chain/orders.ts";

/** The account that shall control an attribute; null for `none`, which takes an earlier word back. @throws BAD_INPUT */
export function heirGiven(text: string): string | null {
  if (text === "none") return null;
  requireAddress(text);
  return text;
}
