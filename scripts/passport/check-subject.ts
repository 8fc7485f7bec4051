import { idText } from "../core/ids.ts";
import { policyOf } from "./claims.ts";
import { openTemplate } from "./contract.ts";
import type { KnownDeployment } from "./deployment.ts";
import type { DeployedLots } from "./deployed-lots.ts";
import type { PassportFile } from "./file.ts";
import { readBackedOrder } from "./intake.ts";
import { CODE } from "./layout.ts";
import type { Ledger } from "./ledger.ts";
import type { StoredLot } from "./lot-word.ts";
import type { PackFact } from "./report.ts";
import { rootOfSerials } from "./serials.ts";
import { purposeSlot } from "./slots.ts";
import type { State } from "./state.ts";
import { contradicted, needed } from "./unmet.ts";
import { hashOfWords } from "./words.ts";

interface PackPlace {
  readonly file: PassportFile;
  readonly state: State | undefined;
  readonly lots: DeployedLots;
  readonly subject: Extract<PassportFile["subject"], { kind: "pack" }>;
  readonly deployment: KnownDeployment;
}

/** From the order to the serial: what was built, of which lot, and that this pack is among it. */
export async function checkPack(ledger: Ledger, { file, state, lots, subject, deployment }: PackPlace) {
  const { chainId, contracts } = deployment;
  const intake = await openTemplate(ledger, state, "intake", {
    address: subject.intake,
    template: CODE.BatteryPlantIntake,
    wiring: "claims",
    expected: contracts.claims.address,
  });
  const order = await ledger.check("order", "", async (inputs) => {
    inputs["order"] = String(subject.order);
    const backed = await readBackedOrder(needed(intake), subject.order);
    Object.assign(inputs, { lot: idText(backed.lotId), units: String(backed.units) });
    return backed;
  });
  // An intake's word is not enough, since a plant could deploy another: the lot itself says what it was retired for.
  const stored = await ledger.check("retirement", "", async (inputs) => {
    const { lotId, units, passportRoot } = needed(order);
    const words = [chainId, BigInt(subject.intake), BigInt(subject.order), BigInt(units), passportRoot];
    const expected = hashOfWords(...words);
    Object.assign(inputs, { lot: idText(lotId), expected: idText(expected) });
    const [purpose = 0n] = await lots.contractAt(0).read([purposeSlot(lotId)]);
    const lot = await lots.stored(0, lotId);
    inputs["found"] = idText(purpose);
    const isRetired =
      lot?.status === "retired" && lot.retirement === "product" && lot.owner === subject.intake;
    if (lot === undefined || !isRetired || purpose !== expected) throw contradicted("retirement-differs");
    return lot;
  });
  await ledger.check("units", "", (inputs) => {
    const { units, gramsPerUnit, quantityPolicy } = needed(order);
    const { policy } = policyOf(file.policies, quantityPolicy);
    const grams = BigInt(units) * BigInt(gramsPerUnit);
    Object.assign(inputs, { grams: String(grams), massMin: String(policy.massMin) });
    if (grams > policy.massMin) throw contradicted("units-exceed-mass");
    return {};
  });
  const isListed = await ledger.check("serial", "", (inputs) => {
    const { units, passportRoot } = needed(order);
    needed(stored);
    const { serial, position, siblings } = subject;
    Object.assign(inputs, { serial, position: String(position), units: String(units) });
    const found = rootOfSerials(serial, position, units, siblings);
    Object.assign(inputs, { expected: idText(passportRoot), found });
    if (found !== idText(passportRoot)) throw contradicted("path-differs");
    return {};
  });
  if (order === undefined || stored === undefined || isListed === undefined) return { order, stored };
  const { units, gramsPerUnit } = order;
  const fact: PackFact = {
    serial: subject.serial,
    position: subject.position,
    order: subject.order,
    units,
    gramsPerUnit,
    gramsInAll: String(BigInt(units) * BigInt(gramsPerUnit)),
    maxClaimAge: Number(intake?.immutables.get("maxClaimAge") ?? 0n),
    passportRoot: idText(order.passportRoot),
  };
  return { order, stored, fact };
}

/** A lot that lives: what is proven of it counts at a gate, unless an authority holds it. */
export function checkLiveLot(
  ledger: Ledger,
  lots: DeployedLots,
  lotId: bigint,
): Promise<StoredLot | undefined> {
  return ledger.check("lot", "", async (inputs) => {
    inputs["lot"] = idText(lotId);
    const lot = await lots.stored(0, lotId);
    if (lot === undefined) throw contradicted("lot-unknown");
    inputs["status"] = lot.status;
    if (lot.status === "held") throw contradicted("lot-held");
    if (lot.status !== "active" && lot.status !== "offered") throw contradicted("lot-ended");
    return lot;
  });
}
