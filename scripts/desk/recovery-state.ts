import { z } from "zod";

import { bigintField } from "../vault/fields.ts";
import type { Vault } from "../vault/vault.ts";
import type { ChainPort } from "../vault/chain-port.ts";

const progressSchema = z.object({
  account: z.string(),
  /** The first block that is not read yet. */
  nextBlock: z.number().int().nonnegative(),
  /** Of the block before, to notice that the chain was rewritten. */
  blockHash: z.string(),
  unopened: z.array(z.object({ lotId: bigintField, reason: z.string(), gone: z.boolean() })),
  /** Notes of offers to the account that it has not accepted yet. */
  offers: z.array(z.object({ lotId: bigintField, note: z.string() })),
});

/** How far a rebuilding has come; kept in the vault that it fills. */
export type Progress = z.output<typeof progressSchema>;

function nameOf({ chainId, contract }: ChainPort["place"]): string {
  return `recovery/${chainId.toString()}/${contract}`;
}

export function loadProgress(vault: Vault, place: ChainPort["place"]): Progress | undefined {
  const stored = vault.settings.get(nameOf(place));
  if (stored === undefined) return undefined;
  const { success, data } = progressSchema.safeParse(JSON.parse(stored.value));
  return success ? data : undefined;
}

export function saveProgress(vault: Vault, place: ChainPort["place"], progress: Progress): void {
  const value = JSON.stringify(progress, (_, each: unknown) =>
    typeof each === "bigint" ? each.toString() : each,
  );
  vault.settings.put({ name: nameOf(place), value });
}
