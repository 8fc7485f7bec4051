import { mined, refusable } from "../chain/refusal.ts";
import { readRegistry } from "../chain/registry.ts";
import { attributeNumber, readTerms } from "../chain/sites.ts";
import { phrase } from "../core/phrase.ts";
import { provenMint } from "../desk/batch.ts";
import { named } from "./data.ts";
import { another, planRow, weighed } from "./mines.ts";
import type { Stage } from "./stage.ts";
import { TRADER } from "./world.ts";

/**
 * A scheme takes its grant back: what was proven stands, what is not yet minted is refused. Nor can it grant to a site
 * that the accreditor has not opened to it.
 */
export async function playRevocation(stage: Stage): Promise<void> {
  const { report, world } = stage;
  const { accreditation, cobaltLot } = world.contracts;
  report.section(phrase`The mine scheme revokes site A's grant of irma-50`);
  const mine = world.desk("A");
  const planned = await planRow(mine, another(weighed(stage, "H1"), "H4"));
  const proving = phrase`proving: one more mint at site A`;
  const pending = await report.during(proving, () => provenMint(mine, planned));

  const siteId = named(world.siteIds, phrase`site`, "A");
  const attribute = await attributeNumber(accreditation, "irma-50");
  const scheme = world.wallet(world.data.attributes[attribute]?.controller ?? "");
  const asScheme = accreditation.connect(scheme);
  await stage.accept(
    phrase`revoke irma-50 of site A`,
    "revoke",
    () => mined(asScheme.revoke(siteId, attribute)),
    () => ({ public: { site: siteId.toString(), attribute: "irma-50" } }),
  );
  const closed = named(world.siteIds, phrase`site`, "B");
  const { auditedOn, validUntil } = await readTerms(accreditation, closed);
  const dates = [auditedOn, validUntil] as const;
  await stage.refuse(
    phrase`grant irma-50 to site B, which is not open to it`,
    "grant",
    ["CHAIN_REFUSED", () => refusable(asScheme.grant.staticCall(closed, attribute, ...dates))],
    ["AttributeNotOpen", () => asScheme.grant(closed, attribute, ...dates)],
  );
  const registry = await readRegistry(accreditation);
  await stage.refuse(
    phrase`a mint proven before the revocation`,
    "mint",
    ["NOT_ACCREDITED", () => provenMint(mine, { ...planned, atWork: { ...planned.atWork, registry } })],
    ["RegistryNotAccepted", () => cobaltLot.connect(mine.wallet).execute([pending])],
  );
  const stands = phrase`what was proven of PX stands`;
  await stage.onRecord(stands, "record", world.desk(TRADER), ["PX"], ["responsible"]);
}
