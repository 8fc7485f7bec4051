import { contractsAt } from "../chain/contracts.ts";
import { deployKobold } from "../chain/deploy.ts";
import { cutAt } from "../chain/predecessor.ts";
import { phrase } from "../core/phrase.ts";
import { openDesk } from "../desk/desk.ts";
import { adoptLot, moveLot } from "../desk/move.ts";
import { ensureDefined, policyBook } from "../desk/policies.ts";
import { resolveLot } from "../desk/resolve.ts";
import { ROLE_NAMES } from "../ignition/roles.ts";
import { developmentKeyWords } from "../prover/key-words.ts";
import type { Stage } from "./stage.ts";
import { shortId } from "./words.ts";
import { TRADER } from "./world.ts";

/** What was proven of M, and is proven anew. */
const POLICIES = ["rmap-90", "asm-welcome"];

/** The contracts are deployed anew, as if under new keys: M moves there, keeps its ids, and has its claims proven again. */
export async function playSuccessor(stage: Stage): Promise<void> {
  const { report, world } = stage;
  const { connection, contracts, provider } = world;
  report.section(phrase`A new deployment goes on from this one, and the trader moves M there`);
  const deploying = async () =>
    deployKobold(connection, {
      keys: developmentKeyWords(),
      footprintMethod: await contracts.cobaltLot.footprintMethod(),
      roles: Object.fromEntries(ROLE_NAMES.map((role) => [role, world.wallet(role).address])),
      predecessor: await cutAt(contracts.cobaltLot, provider, await provider.getBlockNumber()),
    });
  const addresses = await report.during(phrase`deploying the successor`, deploying);
  const trader = world.desk(TRADER);
  const there = await openDesk({ ...trader, contracts: contractsAt(addresses, provider) });
  const book = await policyBook(there);
  for (const name of POLICIES) await ensureDefined(there, stage.policy(name), book);

  const m = resolveLot(trader, "M");
  const seen = () => ({ public: { lot: shortId(m.id), to: shortId(addresses.cobaltLot) } });
  await stage.accept(
    phrase`retire M as moved to the successor`,
    "move",
    () => moveLot(trader, m.id, addresses.cobaltLot),
    seen,
  );
  await stage.accept(phrase`adopt M there`, "adopt", () => adoptLot(there, m), seen);
  const { cobaltLot } = there.contracts;
  await stage.refuse(
    phrase`adopt M a second time`,
    "adopt",
    ["VAULT_CONFLICT", () => adoptLot(there, m)],
    ["LotExists", () => cobaltLot.connect(trader.wallet).adopt(m.id, trader.wallet.address)],
  );
  await stage.claim(there, "M", POLICIES);
}
