import type { BatteryPlantIntake } from "../../types/contracts/oem/BatteryPlantIntake.ts";
import { BatteryPlantIntake__factory } from "../../types/factories/contracts/oem/BatteryPlantIntake__factory.ts";
import { readClaims } from "../chain/claims.ts";
import { lineageTree, readLineage } from "../chain/lineage.ts";
import { passportRoot } from "../chain/passports.ts";
import { readPolicies } from "../chain/policies.ts";
import { isoDateOf } from "../core/calendar.ts";
import { lotId } from "../core/lot.ts";
import { requireCovered } from "../core/order.ts";
import { isAboutLot, type Policy, policyId } from "../core/policy.ts";
import { describePolicy } from "../core/policy-words.ts";
import batteryPlant from "../ignition/battery-plant.ts";
import { named } from "./data.ts";
import { perform, type Scene, TRADER } from "./scene.ts";
import { shortId } from "./words.ts";

const PACKS = 1_510;
const GRAMS_PER_PACK = 7_300;
/** One pack more than the lot's cobalt suffices for. */
const TOO_MANY_PACKS = 1_615;
/** Days for which the plant takes a claim as fresh. */
const MAX_CLAIM_AGE = 30;
/** What the plant's contract demands of every lot; the mass is a further policy. */
const GATE = ["responsible", "co2e-15", "recycled-2031"];

/** X becomes precursor; the battery plant's contract takes it in against its policies, for so many packs, once. */
export async function playPlant(scene: Scene): Promise<void> {
  const { world, report, workshop, stage } = scene;
  report.section("Precursor, and delivery to the battery plant's contract");
  await perform(scene, "refine X at site P into PX", () => workshop.refine("PX", "X"));
  const [honest] = await stage.claim("PX", [...GATE, "packs-1510", "packs-1614"], TRADER);
  await stage.falseClaim("PX", "packs-1615", honest, TRADER);

  const { cobaltLot } = world.contracts;
  const trader = world.account(TRADER);
  const px = lotId(named(world.lots, "lot", "PX"));
  const intake = await openPlant(scene);
  const order = {
    supplier: trader.address,
    units: PACKS,
    gramsPerUnit: GRAMS_PER_PACK,
    quantityPolicy: policyId(policyOf(scene, "packs-1510")),
    policies: [policyId(policyOf(scene, "packs-1614"))],
  };
  await stage.refuse({
    name: `order ${TOO_MANY_PACKS} packs on proof for 1614`,
    operation: "order",
    local: {
      code: "RULE_BROKEN",
      run: () => {
        requireCovered(TOO_MANY_PACKS, GRAMS_PER_PACK, policyOf(scene, "packs-1614"));
      },
    },
    chain: {
      error: "UnitsExceedQuantity",
      run: () =>
        intake.placeOrder({ ...order, units: TOO_MANY_PACKS, quantityPolicy: order.policies[0] ?? 0n }),
    },
  });
  await stage.plain(`order ${PACKS} packs of ${GRAMS_PER_PACK} g`, "order", { units: String(PACKS) }, () =>
    intake.placeOrder(order),
  );
  await stage.plain("approve the plant's contract for PX", "approve", { lot: shortId(px) }, () =>
    cobaltLot.connect(trader).approve(intake, px),
  );
  await stage.plain("deliver PX", "deliver", { order: "1", lot: shortId(px) }, () =>
    intake.connect(trader).deliver(1, px),
  );
  await stage.refuse({
    name: `back ${TOO_MANY_PACKS} passports with PX`,
    operation: "retire",
    local: {
      code: "RULE_BROKEN",
      run: () => {
        requireCovered(TOO_MANY_PACKS, GRAMS_PER_PACK, policyOf(scene, "packs-1510"));
      },
    },
    chain: {
      error: "UnitsExceedQuantity",
      run: () => intake.backPassports(1, TOO_MANY_PACKS, rootOf(TOO_MANY_PACKS)),
    },
  });
  const root = rootOf(PACKS);
  await stage.plain(`back ${PACKS} passports with PX`, "retire", { passports: shortId(BigInt(root)) }, () =>
    intake.backPassports(1, PACKS, root),
  );
  await printLineage(scene, px);
  await printClaims(scene);
  await printReceipt(scene, intake, px);
}

function policyOf({ world }: Scene, name: string): Policy {
  return named(world.data.policies, "policy", name);
}

async function openPlant(scene: Scene): Promise<BatteryPlantIntake> {
  const { connection, contracts, account } = scene.world;
  const plant = account("battery plant");
  const deployed = await connection.ignition.deploy(batteryPlant, {
    parameters: {
      BatteryPlant: {
        plant: plant.address,
        claims: await contracts.claims.getAddress(),
        policies: GATE.map((name) => policyId(policyOf(scene, name))),
        minimumMassPolicy: policyId(policyOf(scene, "packs-1510")),
        maxClaimAge: MAX_CLAIM_AGE,
      },
    },
  });
  return BatteryPlantIntake__factory.connect(await deployed.intake.getAddress(), plant);
}

/** Root over the packs' serial numbers. */
function rootOf(packs: number): string {
  return passportRoot(Array.from({ length: packs }, (_, i) => `KBD-26-${String(i + 1).padStart(6, "0")}`));
}

/** The trader's names of its lots, by id. */
function namesOf({ lots }: Scene["world"]): ReadonlyMap<bigint, string> {
  return new Map([...lots].map(([name, opening]) => [lotId(opening), name]));
}

/** All claims proven until now, read back from the chain. */
async function printClaims({ world, report }: Scene): Promise<void> {
  const names = namesOf(world);
  const policies = await readPolicies(world.contracts.policies);
  report.section("Claims proven, as anyone reads them from the chain (names are the trader's)");
  for (const { lotId: lot, provenanceId, policyId: id, day } of await readClaims(world.contracts.claims)) {
    const policy = policies.get(id);
    if (policy === undefined) continue;
    const holders = isAboutLot(policy) ? "" : `, of every lot of provenance ${provenanceId.toString()}`;
    const words = describePolicy(policy, world.registry.attributes);
    report.note(names.get(lot) ?? shortId(lot), `${words} (on ${isoDateOf(day)}${holders})`);
  }
}

async function printLineage({ world, report }: Scene, lot: bigint): Promise<void> {
  const names = namesOf(world);
  const lineage = await readLineage(world.contracts.cobaltLot);
  report.section("Lineage of PX, as anyone reads it from the chain (names are the trader's)");
  const lines = lineageTree(lot, lineage, (origin) => {
    return `${origin.kind} ${shortId(origin.lotId)}  ${names.get(origin.lotId) ?? ""}`;
  });
  report.text(lines.map((line) => `    ${line}`).join("\n"));
}

/** The plant's receipt, read back from the chain. */
async function printReceipt(scene: Scene, intake: BatteryPlantIntake, lot: bigint): Promise<void> {
  const { world, report } = scene;
  const { claims, cobaltLot } = world.contracts;
  const [delivery, { owner }, purpose] = await Promise.all([
    intake.deliveryOf(1),
    cobaltLot.lotOf(lot),
    cobaltLot.purposeOf(lot),
  ]);
  report.section("The battery plant's receipt, all of it read from the chain");
  report.note("lot", `${shortId(delivery.lotId)}, retired by ${owner}`);
  report.note("backs", `${delivery.units.toString()} packs, passport root ${delivery.passportRoot}`);
  report.note("purpose", purpose);
  for (const name of [...GATE, "packs-1510"]) {
    const policy = policyOf(scene, name);
    const day = await claims.recordedDay(lot, policyId(policy));
    report.note("proven", `${isoDateOf(Number(day))}: ${describePolicy(policy, world.registry.attributes)}`);
  }
  report.note("not known", "the lot's mass, its footprint, its shares, the sites that handled it");
}
