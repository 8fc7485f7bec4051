import { createHmac } from "node:crypto";

import { ZERO_ADDRESS } from "../chain/hashes.ts";
import { logPages } from "../chain/log-ranges.ts";
import type { SiteSecrets } from "../core/site.ts";
import type { Weighing } from "../sheets/weighing.ts";
import type { Desk } from "./desk.ts";
import { answer } from "./rpc.ts";

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
 * The lots that were minted to this account and that no operation of the vault's journal has made, by the hash of their
 * documents: a vault that was rebuilt has such lots, and one that was restored from an old backup lacks them.
 * @throws RPC_FAILED
 */
export async function foreignMints(desk: Desk): Promise<Map<string, bigint>> {
  const { contracts, port, settings, vault, wallet } = desk;
  const { cobaltLot } = contracts;
  const own = new Set(vault.journal.list().flatMap(({ children }) => children));
  const coming = cobaltLot.filters["Transfer(address,address,uint256)"](ZERO_ADDRESS, wallet.address);
  const read = (from: number, to: number) => cobaltLot.queryFilter(coming, from, to);
  const range = { fromBlock: settings.firstBlock ?? 0, toBlock: await port.latestBlock() };
  const found = new Map<string, bigint>();
  for await (const { events, fromBlock, toBlock } of logPages(read, range)) {
    const foreign = new Set(events.map(({ args }) => args.tokenId).filter((id) => !own.has(id)));
    if (foreign.size === 0) continue;
    const minted = cobaltLot.queryFilter(cobaltLot.filters.LotMinted(), fromBlock, toBlock);
    for (const { args } of await answer("events", minted))
      if (foreign.has(args.lotId)) found.set(args.documentsHash, args.lotId);
  }
  return found;
}
