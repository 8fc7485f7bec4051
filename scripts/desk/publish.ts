import { getBytes, ZeroHash } from "ethers";

import { phrase } from "../core/phrase.ts";
import { deriveNoteKey } from "../notes/keys.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { carryOut } from "./carry-out.ts";
import type { Desk } from "./desk.ts";
import { answer } from "../chain/rpc.ts";

/** Whether others can seal to this firm. */
export async function isPublished({ account, contracts }: Desk): Promise<boolean> {
  return (await answer(phrase`published key`, contracts.participants.keyOf(account))).key !== ZeroHash;
}

/** Publishes the wallet's next key for notes: its first, or the one that replaces the last. Open the desk anew then. */
export async function publishKey(desk: Desk): Promise<OperationRecord> {
  const { account, contracts, wallet } = desk;
  const published = contracts.participants.keyOf(account);
  const { key, index: last } = await answer(phrase`published key`, published);
  const index = key === ZeroHash ? 0 : Number(last) + 1;
  const { publicKey } = await deriveNoteKey(getBytes(wallet.privateKey), index);
  return carryOut(desk, { kind: "other", parents: [], children: [], context: `note key ${index}` }, () =>
    contracts.participants.publish.populateTransaction(index, publicKey),
  );
}
