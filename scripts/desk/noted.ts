import type { z } from "zod/v4";

import { type Deployment, deploymentKey } from "../core/deployment.ts";
import { asJson } from "../core/json.ts";
import type { Vault } from "../vault/vault.ts";

/** Something small that a desk notes in its vault for each deployment, such as how far it has read the chain. */
export class Noted<T extends object> {
  readonly #kind: string;
  readonly #schema: z.ZodType<T>;

  constructor(kind: string, schema: z.ZodType<T>) {
    this.#kind = kind;
    this.#schema = schema;
  }

  /** What was noted; undefined if nothing was, or an older version did. */
  load(vault: Vault, deployment: Deployment): T | undefined {
    const stored = vault.settings.get(this.#nameOf(deployment));
    if (stored === undefined) return undefined;
    const { success, data } = this.#schema.safeParse(JSON.parse(stored.value));
    return success ? data : undefined;
  }

  save(vault: Vault, deployment: Deployment, noted: T): void {
    vault.settings.put({ name: this.#nameOf(deployment), value: asJson(noted) });
  }

  #nameOf(deployment: Deployment): string {
    return `${this.#kind}/${deploymentKey(deployment)}`;
  }
}
