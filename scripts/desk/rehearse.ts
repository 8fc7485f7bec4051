import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { isSameProvenance } from "../core/provenance.ts";
import type { Text } from "../core/phrase.ts";
import { onlyHere } from "../vault/backup-note.ts";
import type { LotRecord } from "../vault/lot-record.ts";
import { createVault } from "../vault/vault.ts";
import type { Desk } from "./desk.ts";
import { OPEN_STATES, refreshLots } from "./refresh.ts";
import { recoverLots, type RecoverOptions, type Recovery } from "./recover.ts";

export interface Rehearsal {
  readonly recovery: Recovery;
  /** Lots that the firm holds and that would be lost: the rebuilt vault has no opening, or another state. */
  readonly missing: readonly bigint[];
  /** Lots of operations that are not final yet, up to which the chain is not read. */
  readonly recent: readonly bigint[];
  /** Lots that the chain gives and this vault lacks: recover them. */
  readonly extra: readonly bigint[];
  /** What no chain gives back, in words; undefined if the vault holds nothing of the kind. */
  readonly onlyHere: Text | undefined;
}

/** Rebuilds a throwaway vault from the chain and the wallet's key, and compares it with the desk's own. */
export async function rehearseRecovery(desk: Desk, options: RecoverOptions = {}): Promise<Rehearsal> {
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-rehearsal-"));
  // 32 random bytes need no slow derivation
  const kdf = { name: "argon2id", memoryKib: 8, passes: 1, parallelism: 1 } as const;
  const vault = createVault(path.join(folder, "rebuilt.vault"), randomBytes(32), { kdf });
  try {
    // an offer taken meanwhile is no loss
    await refreshLots(desk);
    const recovery = await recoverLots({ ...desk, vault }, options);
    const heldIn = ({ lots }: Desk["vault"]) => {
      const all = lots.list({ deployment: desk.port.deployment });
      const held = all.filter(({ state }) => OPEN_STATES.includes(state));
      return new Map(held.map((lot) => [lot.id, lot]));
    };
    const own = heldIn(desk.vault);
    const rebuilt = heldIn(vault);
    const underWay = desk.vault.journal.unfinished(desk.port.deployment);
    const touched = new Set(underWay.flatMap(({ parents, children }) => [...parents, ...children]));
    const differing = [...own.values()].filter((lot) => !isSame(lot, rebuilt.get(lot.id)));
    return {
      recovery,
      missing: differing.filter(({ id }) => !touched.has(id)).map(({ id }) => id),
      recent: differing.filter(({ id }) => touched.has(id)).map(({ id }) => id),
      extra: [...rebuilt.keys()].filter((id) => !own.has(id) && !touched.has(id)),
      onlyHere: onlyHere(desk.vault),
    };
  } finally {
    vault.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function isSame({ lot, state }: LotRecord, rebuilt: LotRecord | undefined): boolean {
  return (
    rebuilt?.state === state &&
    rebuilt.lot.massGrams === lot.massGrams &&
    rebuilt.lot.salt === lot.salt &&
    isSameProvenance(rebuilt.lot.provenance, lot.provenance)
  );
}
