import { type BaseWallet, formatEther, getBytes, type Provider, ZeroHash } from "ethers";

import { asked } from "../chain/ask.ts";
import { hexOfBytes } from "../core/bytes.ts";
import { type Check, failed, passed, warned } from "../core/check.ts";
import { phrase } from "../core/phrase.ts";
import type { KoboldContracts } from "../chain/contracts.ts";
import { deriveNoteKey } from "../notes/keys.ts";

/** More than the dearest operation alone, a split into eight. */
const OPERATION_GAS = 600_000n;
const COMFORTABLE = 20n;

/** Whether others can seal to an account, and the wallet can open it. @throws RPC_FAILED */
export async function checkParticipant(
  wallet: BaseWallet,
  account: string,
  { participants }: Pick<KoboldContracts, "participants">,
): Promise<Check> {
  const published = await asked(participants.keyOf(account));
  if (published === undefined || published.key === ZeroHash) {
    return failed(
      "participants",
      phrase`account ${account} has published no key, so nobody can sell or disclose to it`,
      phrase`publish it: \`npx hardhat vault init\``,
    );
  }
  const { publicKey } = await deriveNoteKey(getBytes(wallet.privateKey), Number(published.index));
  if (hexOfBytes(publicKey) === published.key.toLowerCase())
    return passed("participants", phrase`account ${account} has published its key number ${published.index}`);
  return failed(
    "participants",
    phrase`the key that account ${account} has published does not come from this wallet, so what is sealed to it can't be opened here`,
    phrase`find out who else uses this account; the key's owner must publish another key`,
  );
}

/** Whether the account can pay for an operation at the present price of gas. @throws RPC_FAILED */
export async function checkBalance(provider: Provider, account: string): Promise<Check> {
  const [balance = 0n, fees] = await Promise.all([
    asked(provider.getBalance(account)),
    asked(provider.getFeeData()),
  ]);
  const price = fees?.maxFeePerGas ?? fees?.gasPrice;
  if (price === undefined || price === null) {
    const what = phrase`account ${account} holds ${formatEther(balance)} ether; what an operation costs could not be learned`;
    return warned("balance", what, phrase`ask another node: the price of gas is missing from its answers`);
  }
  const cost = OPERATION_GAS * price;
  if (cost === 0n)
    return passed("balance", phrase`account ${account} needs no ether: gas is free on this chain`);
  const what = phrase`account ${account} holds ${formatEther(balance)} ether, an operation costs up to ${formatEther(cost)}`;
  if (balance < cost) return failed("balance", what, phrase`send ether to the account`);
  if (balance < COMFORTABLE * cost)
    return warned("balance", what, phrase`send ether to the account before it runs out`);
  return passed("balance", what);
}
