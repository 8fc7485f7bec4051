import { createHmac } from "node:crypto";

import { logPages } from "../chain/log-ranges.ts";
import type { SiteSecrets } from "../core/site.ts";
import type { Weighing } from "../sheets/weighings.ts";
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
 * Of the vault's lots that no operation of its journal has made, which a vault has that was rebuilt from the chain, those
 * that were minted, by the hash of their documents. @throws RPC_FAILED
 */
export async function foreignMints({ contracts, port, settings, vault }: Desk): Promise<Map<string, bigint>> {
  const own = new Set(vault.journal.list().flatMap(({ children }) => children));
  const foreign = new Set(
    vault.lots.list({ place: port.place }).flatMap(({ id }) => (own.has(id) ? [] : [id])),
  );
  const found = new Map<string, bigint>();
  if (foreign.size === 0) return found;
  const { cobaltLot } = contracts;
  const read = (from: number, to: number) => cobaltLot.queryFilter(cobaltLot.filters.LotMinted(), from, to);
  const range = { fromBlock: settings.firstBlock ?? 0, toBlock: await port.latestBlock() };
  for await (const { events } of logPages(read, range)) {
    for (const { args } of events) if (foreign.has(args.lotId)) found.set(args.documentsHash, args.lotId);
  }
  return found;
}
