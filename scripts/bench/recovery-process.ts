import { Wallet, ZeroAddress } from "ethers";

import { contractsAt } from "../chain/contracts.ts";
import { openDesk } from "../desk/desk.ts";
import { recoverLots } from "../desk/recover.ts";
import { connectNode } from "../chain/node.ts";
import type { Prover } from "../prover/prover.ts";
import { ThrowAwayVaults } from "../demo/throw-away-vaults.ts";

// One recovery of the benchmark, from an empty disk. Arguments: RPC URL, CobaltLot, Participants, the wallet's key.
const [url = "", cobaltLot = "", participants = "", privateKey = ""] = process.argv.slice(2);

const none = () => Promise.reject(new Error("a recovery proves nothing"));
const noProver: Prover = { prove: none, verify: none, close: () => Promise.resolve() };

const provider = await connectNode(url);
let mostMemory = 0;
const sampler = setInterval(() => (mostMemory = Math.max(mostMemory, process.memoryUsage.rss())), 5);
const vaults = new ThrowAwayVaults();
try {
  const addresses = {
    accreditation: ZeroAddress,
    policies: ZeroAddress,
    claims: ZeroAddress,
    recalls: ZeroAddress,
  };
  const desk = await openDesk({
    vault: vaults.create(),
    wallet: new Wallet(privateKey),
    provider,
    contracts: contractsAt({ ...addresses, cobaltLot, participants }, provider),
    prover: noProver,
    settings: { confirmations: 1, timeoutMs: 0 },
  });
  const start = performance.now();
  const { found, opened } = await recoverLots(desk);
  const ms = performance.now() - start;
  console.log(JSON.stringify({ found, opened, ms, memoryMb: mostMemory / 2 ** 20 }));
} finally {
  clearInterval(sampler);
  vaults.close();
  provider.destroy();
}
