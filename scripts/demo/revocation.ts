import { lotId } from "../core/lot.ts";
import { policyId } from "../core/policy.ts";
import { readRegistry, siblingsOf } from "../chain/registry.ts";
import { processCommitment, siteKeysOf, siteLeaf } from "../core/site.ts";
import { named } from "./data.ts";
import { type Scene, TRADER } from "./scene.ts";

/** A scheme takes its grant back: what was proven stands, what is not yet minted is refused. */
export async function playRevocation({ world, report, workshop, stage }: Scene): Promise<void> {
  report.section("The mine scheme revokes site A's grant of irma-50");
  const { accreditation, claims, cobaltLot } = world.contracts;
  const { site, siteId } = named(world.sites, "site", "A");
  const { address } = world.account(TRADER);
  const attribute = world.data.attributes.findIndex(({ name }) => name === "irma-50");
  const pending = await report.during("proving: one more mint at site A", () => workshop.mint("H1", address));
  const scheme = world.account(world.data.attributes[attribute]?.controller ?? "");
  const siblings = siblingsOf(world.registry, siteId);
  await stage.plain(
    "revoke irma-50 of site A",
    "revoke",
    { site: siteId.toString(), attribute: "irma-50" },
    () => accreditation.connect(scheme).revoke(siteId, attribute, siblings),
  );
  const today = await readRegistry(accreditation);
  await stage.refuse({
    name: "a mint proven before the revocation",
    operation: "mint",
    local: {
      code: "NOT_ACCREDITED",
      run: () => {
        const keys = siteKeysOf(site.secrets, site.assayer);
        return today.tree.path(siteLeaf(keys, site.profile, processCommitment(site.process)));
      },
    },
    chain: { error: "RegistryNotAccepted", run: () => cobaltLot.execute([pending.operation]) },
  });
  const px = lotId(named(world.lots, "lot", "PX"));
  const policy = policyId(named(world.data.policies, "policy", "responsible"));
  await stage.plain("what was proven of PX stands", "record", { policy: "responsible" }, async () => {
    const day = await claims.recordedDay(px, policy);
    if (day !== BigInt(world.day)) throw new Error("the claim is no longer on record");
    return undefined;
  });
}
