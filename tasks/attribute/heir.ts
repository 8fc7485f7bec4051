import { ZeroAddress } from "ethers";

import { requireAddress } from "../../scripts/chain/orders.ts";

/** The account that shall control an attribute; `none` takes an earlier word back. @throws BAD_INPUT */
export function heirGiven(text: string): string {
  if (text === "none") return ZeroAddress;
  requireAddress(text);
  return text;
}
