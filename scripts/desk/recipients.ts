import { getBytes, ZeroHash } from "ethers";

import { hexOfBytes } from "../core/bytes.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { Lot } from "../core/lot.ts";
import { sealNote } from "../notes/note.ts";
import { currentKey, type Desk } from "./desk.ts";
import { answer } from "../chain/rpc.ts";

/** The key to seal to for an account. @throws NOT_FOUND if it has published none */
export async function keyFor(desk: Desk, account: string): Promise<Uint8Array> {
  if (account.toLowerCase() === desk.account.toLowerCase()) return currentKey(desk).publicKey;
  const { key } = await answer(phrase`published key`, desk.contracts.participants.keyOf(account));
  if (key !== ZeroHash) return getBytes(key);
  throw new KoboldError(
    "NOT_FOUND",
    phrase`account ${account} has published no key, so nothing can be sealed to it`,
    phrase`ask the firm to publish its key first, and check its address`,
  );
}

/** The openings of an operation's lots as its note, sealed to their owner; hex. */
export async function noteFor(desk: Desk, lots: readonly Lot[], owner: string): Promise<string> {
  return hexOfBytes(await sealNote(lots, await keyFor(desk, owner), desk.deployment));
}
