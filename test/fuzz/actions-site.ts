import { id, ZeroAddress, ZeroHash } from "ethers";

import { contextOf } from "../../scripts/chain/hashes.ts";
import { periodOf, whenOf } from "../../scripts/core/calendar.ts";
import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { mint } from "../../scripts/core/mint.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { lanesOf } from "../../scripts/core/provenance.ts";
import { refine } from "../../scripts/core/refine.ts";
import { type Registry, registryHash } from "../../scripts/core/registry.ts";
import {
  packProfile,
  permitOf,
  processCommitment,
  type Site,
  siteKeysOf,
  siteLeaf,
  type SiteRight,
} from "../../scripts/core/site.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { packAttributeRules } from "../../scripts/core/attributes.ts";
import type { TestOperation } from "../fixtures/operations.ts";
import type { Dice } from "./dice.ts";
import type { History } from "./history.ts";
import { type Built, pickParent } from "./operations.ts";
import type { PastRegistry } from "./site-book.ts";
import { type Name, OWNERS } from "./world.ts";

/** What can be wrong with any operation of a site. */
const SITE_LIES = [
  "permit used before",
  "permit beyond the quota",
  "older registry",
  "forged registry",
  "day before yesterday",
  "tomorrow",
  "expiry denied",
  "another's assay",
  "assay of another parent",
  "too heavy",
  "grant denied by the leaf",
  "below the floor",
  "too much primary",
  "note exchanged",
  "documents exchanged",
  "submitter exchanged",
  "sent by another",
] as const;
const MINT_LIES = [
  ...SITE_LIES,
  "recipient exchanged",
  "no recipient",
  "minted before",
  "right denied",
] as const;
const REFINE_LIES = [
  ...SITE_LIES,
  "more than went in",
  "less than the band",
  "required share kept",
  "raised without grant",
  "younger audit",
  "parent that has ended",
  "right denied",
] as const;
type Lie = (typeof MINT_LIES)[number] | (typeof REFINE_LIES)[number] | "honest";

/** A mint of a random site, mostly honest. */
export async function mintOf(history: History, dice: Dice): Promise<Built | undefined> {
  const lie = dice.twist(MINT_LIES);
  const chosen = chooseSite(history, dice, "mint", lie);
  if (chosen === undefined) return undefined;
  const { unitGrams } = chosen.site.profile;
  const heavy = lie === "too heavy" ? unitGrams : 0n;
  const liar = liarOf(chosen.site, "mint", lie, dice);
  const co2e = lie === "below the floor" ? liar.process.emissionFloor : undefined;
  const massGrams = 1n + dice.part(unitGrams - 1n) + heavy;
  const drawn = mint(liar, { massGrams, ...(co2e === undefined ? {} : { co2e }) }, 0, history.random);
  const known = dice.pick([...history.state.lots.keys()]);
  const lot =
    lie === "minted before" && known !== undefined ? history.openingOf(known) : doctored(drawn, lie);
  const by = dice.pick(history.world.names) ?? "alice";
  const recipient = history.world.addressOf(dice.pick(OWNERS) ?? "alice");
  return finish(history, dice, { ...chosen, lie, by, lot, recipient });
}

/** A refinement by a random site of a lot that somebody may use, mostly honest. */
export async function refineOf(history: History, dice: Dice, by?: Name): Promise<Built | undefined> {
  const lie = dice.twist(REFINE_LIES);
  const chosen = chooseSite(history, dice, "refine", lie);
  const used = pickParent(history, dice, { by, ended: lie === "parent that has ended" });
  if (chosen === undefined || used === undefined) return undefined;
  const parent = history.openingOf(used.lotId);
  const liar = liarOf(chosen.site, "refine", lie, dice);
  const { yieldMin, yieldMax } = chosen.site.process;
  const least = (parent.massGrams * yieldMin + 9_999n) / 10_000n;
  const most = (parent.massGrams * yieldMax) / 10_000n;
  const inBand = least + dice.part(most - least);
  const massGrams =
    lie === "more than went in" ? most + 1n : lie === "less than the band" ? least - 1n : inBand;
  if (massGrams < 1n || massGrams > 2n ** 32n - 1n || least > most) return undefined;
  const drawn = refine(liar, chosen.past.registry.attributes, parent, { massGrams }, 0, history.random);
  return finish(history, dice, { ...chosen, lie, by: used.by, lot: doctored(drawn, lie, parent), parent });
}

interface Chosen {
  readonly site: Site;
  readonly past: PastRegistry;
  readonly siteId: number;
}

/** Mostly a site that has the right and permits left, sometimes any. */
function chooseSite(
  { book, state, today }: History,
  dice: Dice,
  right: SiteRight,
  lie: Lie,
): Chosen | undefined {
  const all = Array.from({ length: book.model.siteCount }, (_, i) => i + 1);
  const choices = all.flatMap((siteId): (Chosen & { fit: boolean })[] => {
    const latest = book.latest(siteId);
    const older = book.registries.filter(({ sites }) => sites.has(siteId));
    const past = lie === "older registry" ? dice.pick(older) : latest?.past;
    const listed = past?.sites.get(siteId);
    if (past === undefined || listed === undefined) return [];
    const { profile, secrets } = listed.site;
    const free = permitsOf(secrets.traceSecret, profile.permits, today).some((p) => !state.permits.has(p));
    const rightful = profile.right === right;
    const current = lie === "older registry" || past === book.registries.at(-1);
    const fit = rightful !== (lie === "right denied") && free && current && today <= profile.validUntil;
    return [{ siteId, past, site: listed.site, fit }];
  });
  const fit = choices.filter((choice) => choice.fit);
  return dice.pick(fit.length > 0 && !dice.chance(10) ? fit : choices);
}

function permitsOf(traceSecret: bigint, permits: number, day: number): bigint[] {
  return Array.from({ length: permits }, (_, i) => permitOf(traceSecret, periodOf(day), i));
}

/** The site as it would have to be for the lie to be true; it also passes over whatever tools would refuse. */
function liarOf(site: Site, right: SiteRight, lie: Lie, dice: Dice): Site {
  const { profile, process } = site;
  const attribute = dice.roll(18);
  const without = BigInt(attribute);
  const grants =
    lie === "grant denied by the leaf" || lie === "required share kept" || lie === "raised without grant"
      ? profile.grants |
        (1n << (lie === "required share kept" ? 0n : lie === "raised without grant" ? 10n : without))
      : profile.grants;
  const emissionFloor = lie === "below the floor" ? process.emissionFloor - 1n : process.emissionFloor;
  return {
    ...site,
    profile: {
      ...profile,
      right,
      unitGrams: 2n ** 32n - 1n,
      validUntil: 65_535,
      grants,
      auditedOn: lie === "younger audit" ? profile.auditedOn + 1 : profile.auditedOn,
    },
    process: { ...process, emissionFloor, yieldMin: 0n, yieldMax: 20_000n },
  };
}

/** The lot with what no site could make of it. */
function doctored(lot: Lot, lie: Lie, parent?: Lot): Lot {
  const { provenance } = lot;
  if (lie === "too much primary" && provenance.co2ePrimary < CO2E_CAP - provenance.co2eMargin) {
    return { ...lot, provenance: { ...provenance, co2ePrimary: provenance.co2ePrimary + 1n } };
  }
  if (lie !== "younger audit" || parent === undefined) return lot;
  return { ...lot, provenance: { ...provenance, oldestAudit: parent.provenance.oldestAudit + 1 } };
}

interface Draft extends Chosen {
  readonly lie: Lie;
  readonly by: Name;
  readonly lot: Lot;
  readonly parent?: Lot;
  readonly recipient?: string;
}

async function finish(history: History, dice: Dice, draft: Draft): Promise<Built> {
  const { world, book, state, today } = history;
  const { lie, lot, parent, site, siteId, by } = draft;
  const { deployment } = history.start;
  const day =
    lie === "day before yesterday" ? today - 2 : lie === "tomorrow" ? today + 1 : today - dice.roll(2);
  const child = history.know(lotId(lot), lot);
  const parentId = parent === undefined ? 0n : lotId(parent);

  const permits = permitsOf(site.secrets.traceSecret, site.profile.permits, day);
  const free = permits.flatMap((permit, i) => (state.permits.has(permit) ? [] : [i]));
  const used = permits.flatMap((permit, i) => (state.permits.has(permit) ? [i] : []));
  const fresh = dice.pick(free) ?? permits.length;
  const permitIndex =
    lie === "permit beyond the quota"
      ? permits.length
      : lie === "permit used before"
        ? (dice.pick(used) ?? fresh)
        : fresh;
  const permit = permitOf(site.secrets.traceSecret, periodOf(day), permitIndex);

  const sole = lie === "sent by another" || lie === "submitter exchanged" || dice.chance(30);
  const bound = {
    recipient: lie === "no recipient" ? ZeroAddress : (draft.recipient ?? ZeroAddress),
    documentsHash: dice.chance(50) ? id("documents") : ZeroHash,
    note: dice.chance(50) ? "0x1234" : "0x",
    submitter: sole ? world.addressOf(by) : ZeroAddress,
  };
  const keySet = draft.past.sites.get(siteId)?.keySet;
  if (keySet === undefined) throw new RangeError(`site ${siteId} has no keys`);
  const { siteKey } = keySet.keys;
  const statement = { lotId: child, siteKey, deployment, parent: parentId };
  const foreign = book.latest((siteId % book.model.siteCount) + 1)?.listed.keySet ?? keySet;
  const assay =
    lie === "another's assay"
      ? book.sign(foreign, statement)
      : book.sign(
          keySet,
          lie === "assay of another parent" ? { ...statement, parent: parentId + 1n } : statement,
        );

  const forged = { ...draft.past.registry, tree: new SiteTree([...draft.past.registry.tree.leaves, 1n]) };
  const registry = lie === "forged registry" ? forged : draft.past.registry;
  const profile = lie === "expiry denied" ? { ...site.profile, validUntil: 65_535 } : site.profile;
  const inputs: CircuitInputs = {
    ...(parent === undefined ? { lotId: child } : refinedFrom(parent, lot)),
    ...siteInputs(site, registry),
    massGrams: lot.massGrams,
    co2eMargin: lot.provenance.co2eMargin,
    co2ePrimary: lot.provenance.co2ePrimary,
    salt: lot.salt,
    profile: packProfile(profile),
    when: whenOf(day),
    permit,
    permitIndex: BigInt(permitIndex),
    context: contextOf(bound),
    signatureR8: assay.r8,
    signatureS: assay.s,
  };
  const proof = await history.prover.prove(parent === undefined ? "mint" : "refine", inputs);
  const made: TestOperation = {
    kind: parent === undefined ? 0 : 3,
    sameProvenance: false,
    parents: parent === undefined ? [] : [parentId],
    children: [child],
    registry: registryHash(registry),
    day: BigInt(day),
    permit,
    ...bound,
    proof: [...proof],
  };
  const someoneElse = world.addressOf(by === "bob" ? "carol" : "bob");
  const exchanged: Partial<Record<Lie, Partial<TestOperation>>> = {
    "recipient exchanged": { recipient: someoneElse },
    "note exchanged": { note: "0x99" },
    "documents exchanged": { documentsHash: id("other documents") },
    "submitter exchanged": { submitter: ZeroAddress },
  };
  const sender: Name = lie === "sent by another" ? "mallory" : by;
  return { by: sender, variant: lie, operation: { ...made, ...exchanged[lie] } };
}

function refinedFrom(parent: Lot, child: Lot): CircuitInputs {
  const { co2eMargin, co2ePrimary } = child.provenance;
  return {
    parent: lotId(parent),
    child: lotId(child),
    parentMassGrams: parent.massGrams,
    parentLanes: lanesOf(parent.provenance),
    parentOldestAudit: BigInt(parent.provenance.oldestAudit),
    parentSalt: parent.salt,
    footprintUnknown: co2eMargin === 0n && co2ePrimary === 0n ? 1n : 0n,
  };
}

/** As `siteOperationInputs` of core, which would refuse what is false, and checks the assay at length. */
function siteInputs({ secrets, assayer, profile, process }: Site, registry: Registry): CircuitInputs {
  const leaf = siteLeaf(siteKeysOf(secrets, assayer), profile, processCommitment(process));
  const { depth, index, siblings } = registry.tree.path(leaf);
  return {
    ...secrets,
    ...process,
    assayer,
    registry: registryHash(registry),
    depth: BigInt(depth),
    index: BigInt(index),
    siblings,
    attributeRules: packAttributeRules(registry.attributes),
    deployment: registry.deployment,
  };
}
