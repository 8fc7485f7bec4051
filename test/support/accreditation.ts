import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import { Base8, mulPointEscalar } from "@zk-kit/baby-jubjub";

import type { AccreditationEvent, Terms } from "../../scripts/core/accreditation-events.ts";
import { siteKeysOf, type SiteKeys } from "../../scripts/core/site.ts";
import { ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { ROLES } from "../../scripts/ignition/roles.ts";
import type { Accreditation as AccreditationContract } from "../../types/contracts/Accreditation.ts";

export const ROOT_WINDOW = 3600;
export const DAY_TOLERANCE = 1;

/** An accreditation with its roles given out, not bound yet, and a contract that it may be bound to. */
export async function deployAccreditation(ethers: HardhatEthers) {
  const [admin, accreditor, tracingAuthority, schemeAdministrator, controller, otherController, stranger] =
    await ethers.getSigners();
  if (
    admin === undefined ||
    accreditor === undefined ||
    tracingAuthority === undefined ||
    schemeAdministrator === undefined ||
    controller === undefined ||
    otherController === undefined ||
    stranger === undefined
  ) {
    throw new Error("the chain has too few accounts");
  }
  const manager = await ethers.deployContract("AccessManager", [admin.address]);
  const [t3, t4, t5] = await Promise.all(
    ["PoseidonT3", "PoseidonT4", "PoseidonT5"].map(async (name) => {
      const library = await ethers.deployContract(name);
      return library.getAddress();
    }),
  );
  if (t3 === undefined || t4 === undefined || t5 === undefined) throw new Error("a library is missing");
  const accreditation = await ethers.deployContract(
    "Accreditation",
    [await manager.getAddress(), ROOT_WINDOW, DAY_TOLERANCE],
    { libraries: { PoseidonT3: t3, PoseidonT4: t4, PoseidonT5: t5 } },
  );
  const target = await accreditation.getAddress();
  const signers = { admin, accreditor, tracingAuthority, schemeAdministrator };
  for (const role of ["accreditor", "tracingAuthority", "schemeAdministrator"] as const) {
    await manager.setTargetFunctionRole(target, [...ROLES[role].selectors], ROLES[role].id);
    await manager.grantRole(ROLES[role].id, signers[role], 0);
  }
  const lot = await ethers.deployContract("AccreditedStub", [target, DAY_TOLERANCE]);
  return { accreditation, manager, lot, controller, otherController, stranger, ...signers };
}

/** The arguments of the contract's function that makes this event happen; `siblings` where it takes them. */
export function argumentsOf(event: AccreditationEvent, lot: string, siblings: readonly bigint[]): unknown[] {
  switch (event.kind) {
    case "bind":
      return [lot];
    case "defineAttribute":
      return [event.attribute, { ...event.definition, rule: ATTRIBUTE_RULES.indexOf(event.definition.rule) }];
    case "propose":
      return [keysStruct(event.keys), event.terms];
    case "confirm":
      return [event.siteId, event.keysHash];
    case "admit":
    case "reinstate":
      return [event.siteId];
    case "amend":
      return [event.siteId, event.terms, siblings];
    case "rotate":
      return [event.siteId, keysStruct(event.keys), siblings];
    case "suspend":
      return [event.siteId, siblings];
    case "grant":
      return [event.siteId, event.attribute, event.dates.auditedOn, event.dates.validUntil, siblings];
    case "revoke":
    case "lapse":
      return [event.siteId, event.attribute, siblings];
  }
}

/** Keys as the contract takes them. */
export function keysStruct({ siteKey, traceKey, assayer: [assayerX, assayerY] }: SiteKeys) {
  return { siteKey, traceKey, assayerX, assayerY };
}

/** An assayer's key, of the prime subgroup. */
export const ASSAYER = mulPointEscalar(Base8, 7n);

/** The keys of test site number `n`, all with one assayer. */
export function keysOf(n: number): SiteKeys {
  return siteKeysOf({ siteSecret: BigInt(1000 + n), traceSecret: BigInt(2000 + n) }, ASSAYER);
}

/** Terms of a site audited 30 days ago and accredited for a year. */
export function termsOn(today: number, other: Partial<Terms> = {}): Terms {
  return {
    mayMint: true,
    mayRefine: false,
    permits: 10,
    unitGrams: 20_000_000n,
    auditedOn: today - 30,
    validUntil: today + 365,
    processCommitment: 77n,
    ...other,
  };
}

/** The name of the custom error that a call was refused with; rethrows anything else. */
export function errorNameOf(contract: AccreditationContract, error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const data = "data" in cause ? cause.data : undefined;
    if (typeof data !== "string") continue;
    const parsed = contract.interface.parseError(data);
    if (parsed !== null) return parsed.name;
  }
  throw error;
}
