import type { Provider } from "ethers";

import { requireAddress } from "../../scripts/chain/orders.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import type { Given } from "../ui/action.ts";

/** @throws BAD_INPUT unless the account that a vault shall be for is a contract, which no wallet is the key of */
export async function requireContract(
  provider: Provider,
  { contractAccount: account }: Given<"contractAccount">,
): Promise<void> {
  if (account === "") return;
  requireAddress(account);
  if ((await answer(phrase`code`, provider.getCode(account))) !== "0x") return;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`no contract stands at ${account} on this chain`,
    phrase`leave --contract-account out: the vault is then for the wallet's own account`,
  );
}
