import type { z } from "zod/v4";

import { type Deployment, deploymentKey } from "../core/deployment.ts";
import { asJson } from "../core/json.ts";
import type { Vault } from "../vault/vault.ts";

/** Something small that a desk notes in its vault for each deployment, such as how far it has read the chain. */
export function noted<T extends object>(kind: string, schema: z.ZodType<T>) {
  const nameOf = (deployment: Deployment) => `${kind}/${deploymentKey(deployment)}`;
  return {
    /** What was noted; undefined if nothing was, or an older version did. */
    load(vault: Vault, deployment: Deployment): T | undefined {
      const stored = vault.settings.get(nameOf(deployment));
      return stored === undefined ? undefined : schema.safeParse(JSON.parse(stored.value)).data;
    },
    save(vault: Vault, deployment: Deployment, value: T): void {
      vault.settings.put({ name: nameOf(deployment), value: asJson(value) });
    },
  };
}
