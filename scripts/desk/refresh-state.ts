import { z } from "zod";

import type { ChainPort } from "../vault/chain-port.ts";
import { bigintField } from "../vault/fields.ts";
import type { Vault } from "../vault/vault.ts";

const refreshedSchema = z.object({
  account: z.string(),
  /** The last block that was looked at, and its hash, to notice that the chain was rewritten. */
  block: z.number().int().nonnegative(),
  blockHash: z.string(),
  /** When the look began; lots that came into the vault later were not part of it. */
  startedAt: z.number(),
  /** Lots that moved while an operation of ours was under way. */
  unsettled: z.array(bigintField),
});

/** How far the vault's lots were last brought to what the chain says of them. */
export type Refreshed = z.output<typeof refreshedSchema>;

function nameOf({ chainId, contract }: ChainPort["place"]): string {
  return `refreshed/${chainId.toString()}/${contract}`;
}

export function loadRefreshed(vault: Vault, place: ChainPort["place"]): Refreshed | undefined {
  const stored = vault.settings.get(nameOf(place));
  if (stored === undefined) return undefined;
  const { success, data } = refreshedSchema.safeParse(JSON.parse(stored.value));
  return success ? data : undefined;
}

export function saveRefreshed(vault: Vault, place: ChainPort["place"], refreshed: Refreshed): void {
  const value = JSON.stringify(refreshed, (_, each: unknown) =>
    typeof each === "bigint" ? each.toString() : each,
  );
  vault.settings.put({ name: nameOf(place), value });
}
