import { createHmac } from "node:crypto";

import { ZERO_ADDRESS } from "../chain/hashes.ts";
import { lotEventOf, lotEventPages, type LotQuery } from "../chain/lot-events.ts";
import { LotHistories } from "../chain/lot-histories.ts";
import type { SiteSecrets } from "../core/site.ts";
import type { Weighing } from "../sheets/weighing.ts";
import type { Desk } from "./desk.ts";

/**
 * The papers of a row as they are hashed on the chain, with a code that only who knows the site's secret can compute:
 * ticket numbers are easily guessed, and a hash of them alone would tell a stranger which lots are of one weighbridge.
 * The same row has the same code in a vault that was rebuilt, so its lot is known again.
 */
export function hashedDocuments({ siteSecret }: SiteSecrets, weighing: Weighing): string {
  const { ticket, sample, label, documents } = weighing;
  const row = ["imported row", ticket, sample, ticket === "" && sample === "" ? label : ""];
  const code = createHmac("sha256", siteSecret.toString()).update(JSON.stringify(row)).digest("hex");
  return `${documents}; ${code}`;
}

/**
 * The lots that were minted to this account, here or in a predecessor, and that no operation of the vault's journal has made, by the hash of their
 * documents: a vault that was rebuilt has such lots, and one that was restored from an old backup lacks them.
 * @throws RPC_FAILED
 */
export async function foreignMints(desk: Desk): Promise<Map<string, bigint>> {
  const { account, contracts, predecessors, vault } = desk;
  // what failed here may have been made by another copy of this vault
  const standing = vault.journal.list().filter(({ state }) => state !== "failed");
  const own = new Set(standing.flatMap(({ children }) => children));
  const coming: LotQuery = ["moved", { from: ZERO_ADDRESS, to: account }];
  const found = new Map<string, bigint>();
  const histories = await LotHistories.of(contracts.cobaltLot);
  for (const cobaltLot of [...predecessors.map((before) => before.cobaltLot), contracts.cobaltLot]) {
    for await (const { events } of lotEventPages(cobaltLot, [coming])) {
      const ids = events.flatMap((event) => (event.type === "moved" ? [event.lotId] : []));
      for (const { log } of await histories.makingsOf(ids.filter((id) => !own.has(id)))) {
        const event = lotEventOf(log);
        if (event.type !== "made" || event.madeBy !== "mint") continue;
        for (const id of event.lotIds) found.set(event.documentsHash, id);
      }
    }
  }
  return found;
}
