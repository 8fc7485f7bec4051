import type { z } from "zod";

import type { ChainPort } from "../vault/chain-port.ts";
import type { Vault } from "../vault/vault.ts";

/** Something small that a desk notes in its vault for each deployment, such as how far it has read the chain. */
export class Noted<T extends object> {
  readonly #kind: string;
  readonly #schema: z.ZodType<T, z.ZodTypeDef, unknown>;

  constructor(kind: string, schema: z.ZodType<T, z.ZodTypeDef, unknown>) {
    this.#kind = kind;
    this.#schema = schema;
  }

  /** What was noted; undefined if nothing was, or an older version did. */
  load(vault: Vault, place: ChainPort["place"]): T | undefined {
    const stored = vault.settings.get(this.#nameOf(place));
    if (stored === undefined) return undefined;
    const { success, data } = this.#schema.safeParse(JSON.parse(stored.value));
    return success ? data : undefined;
  }

  save(vault: Vault, place: ChainPort["place"], noted: T): void {
    const value = JSON.stringify(noted, (_, each: unknown) =>
      typeof each === "bigint" ? each.toString() : each,
    );
    vault.settings.put({ name: this.#nameOf(place), value });
  }

  #nameOf({ chainId, contract }: ChainPort["place"]): string {
    return `${this.#kind}/${chainId.toString()}/${contract}`;
  }
}
