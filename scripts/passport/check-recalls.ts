import { openContract, openTemplate } from "./contract.ts";
import type { DeployedLots } from "./deployed-lots.ts";
import type { PassportFile } from "./file.ts";
import { CODE } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import type { StoredLot } from "./lot-word.ts";
import { recallsThatReach } from "./recalls.ts";
import type { RecallFact } from "./report.ts";
import type { State } from "./state.ts";
import { contradicted, needed } from "./unmet.ts";

interface RecallsPlace {
  readonly state: State | undefined;
  readonly lots: DeployedLots;
  readonly file: PassportFile;
  readonly lot: StoredLot | undefined;
  /** Where the recalls stand that a plant's gate heeds. */
  readonly heeded: readonly string[];
}

/** By the deployment's authority, by those that the plant heeds, and by those of the deployments before. */
export async function checkRecalls(
  ledger: Ledger,
  { state, lots, file, lot, heeded }: RecallsPlace,
): Promise<RecallFact[]> {
  const { deployments } = file;
  const [{ contracts }] = deployments;
  const others = heeded.filter((address) => address !== contracts.recalls.address);
  const opened = [
    ...(await Promise.all(
      deployments.map(async (each, depth) => ({
        address: each.contracts.recalls.address,
        contract: await openContract(
          ledger,
          state,
          depth === 0 ? "recalls" : `recalls@${depth}`,
          each.contracts.recalls,
        ),
        upTo:
          depth === 0
            ? Number.MAX_SAFE_INTEGER
            : (deployments[depth - 1]?.predecessor?.lastProvenanceId ?? 0),
      })),
    )),
    ...(await Promise.all(
      others.map(async (address) => ({
        address,
        contract: await openTemplate(ledger, state, "recalls", {
          ...{ address, template: CODE.Recalls, wiring: "cobaltLot" },
          expected: contracts.cobaltLot.address,
        }),
        upTo: Number.MAX_SAFE_INTEGER,
      })),
    )),
  ];
  const facts: RecallFact[] = [];
  for (const { address, contract, upTo } of opened) {
    await ledger.check("recalls", address, async () => {
      const reaching = await recallsThatReach(needed(contract), lots, needed(lot).provenanceId, upTo);
      facts.push(...reaching);
      const open = reaching.filter(({ isClosed }) => !isClosed);
      if (open.length > 0)
        throw contradicted("recalled", { recalls: open.map(({ recallId }) => recallId).join(" ") });
      return {};
    });
  }
  return facts;
}
