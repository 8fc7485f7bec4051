import { ZeroAddress } from "ethers";

import type { AccreditationEvent, Terms } from "../models/accreditation-events.ts";
import type { SiteState } from "../models/accreditation.ts";
import { keysHashOf } from "../../scripts/core/site.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { ATTRIBUTE_COUNT, ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import type { Dice } from "./dice.ts";
import { controllerOf, type History, sending, type Step } from "./history.ts";
import type { Name } from "./world.ts";

type Kind = AccreditationEvent["kind"];

/** The kinds of change, each more or less often. */
const KINDS: readonly Kind[] = [
  "confirm",
  "confirm",
  "admit",
  "admit",
  "reinstate",
  "reinstate",
  "amend",
  "amend",
  "amend",
  "grant",
  "grant",
  "grant",
  "revoke",
  "rotate",
  "suspend",
  "lapse",
  "lapse",
  "defineAttribute",
  "offerAttribute",
  "acceptAttribute",
  "acceptAttribute",
  "replaceController",
];

/** A change of the accreditation, mostly by whom it is due to. */
export function accredit(history: History, dice: Dice): Step {
  const { book } = history;
  const siteIds = Array.from({ length: book.model.siteCount }, (_, i) => i + 1);
  const useful = KINDS.filter((kind) => siteIds.some((siteId) => isWaiting(history, siteId, kind)));
  const kind = dice.pick(dice.chance(5) ? KINDS : useful) ?? "suspend";
  const { event, rightful } = eventOf(history, dice, kind);
  const lie = dice.chance(8) ? "by another" : "honest";
  const { world, start } = history;
  const by = lie === "honest" ? rightful : (dice.pick(world.names) ?? "mallory");
  return { kind, variant: lie, by, event, send: sending(world, event, start.addresses.lots) };
}

function eventOf(history: History, dice: Dice, kind: Kind): { event: AccreditationEvent; rightful: Name } {
  const { book, today, world } = history;
  const all = Array.from({ length: book.model.siteCount }, (_, i) => i + 1);
  const waiting = all.filter((siteId) => isWaiting(history, siteId, kind));
  const siteId = dice.pick(waiting.length > 0 && !dice.chance(10) ? waiting : [...all, 99]) ?? 1;
  const site = book.model.siteOf(siteId);
  switch (kind) {
    case "confirm": {
      const keysHash = site === undefined || dice.chance(5) ? 1n : keysHashOf(site.keys);
      return { event: { kind, siteId, keysHash }, rightful: "tracingAuthority" };
    }
    case "admit":
      return { event: { kind, siteId }, rightful: "mallory" };
    case "amend": {
      const process = book.processOf(site?.terms.processCommitment ?? 0n) ?? book.processes[0];
      if (process === undefined) throw new RangeError("no process is known");
      const other = { ...process, emissionFloor: 1n + (dice.part(4n * process.emissionFloor) % CO2E_CAP) };
      const terms = {
        ...opening(dice, site),
        permits: dice.chance(60) ? (site?.terms.permits ?? 2) : 1 + dice.roll(6),
        unitGrams: dice.chance(60) ? (site?.terms.unitGrams ?? 1n) : 1n + dice.part(8_000_000n),
        auditedOn: dice.chance(70) ? (site?.terms.auditedOn ?? today) : today - dice.roll(60),
        validUntil: dice.chance(70) ? (site?.terms.validUntil ?? today) : today + dice.roll(200),
        processCommitment: book.learn(dice.chance(30) ? other : process),
      };
      return { event: { kind, siteId, terms }, rightful: "accreditor" };
    }
    case "rotate": {
      // now and then keys that were used before
      const { keys } = dice.chance(10) && site !== undefined ? site : book.freshKeySet(siteId);
      return { event: { kind, siteId, keys }, rightful: "accreditor" };
    }
    case "grant": {
      const attribute = dice.roll(18);
      const dates = {
        auditedOn: today - dice.roll(90),
        validUntil: today + (dice.pick([200, 30, 2, 0]) ?? 0),
      };
      return { event: { kind, siteId, attribute, dates }, rightful: controllerNow(history, attribute) };
    }
    case "offerAttribute":
    case "replaceController": {
      const attribute = dice.roll(14);
      const heir = world.addressOf(dice.pick(CONTROLLERS) ?? "controller");
      return {
        event: { kind, attribute, heir: dice.chance(10) ? ZeroAddress : heir },
        rightful: kind === "offerAttribute" ? controllerNow(history, attribute) : "schemeAdministrator",
      };
    }
    case "acceptAttribute": {
      const { heirs, replacements } = book.model;
      const offered = [...heirs, ...[...replacements].map(([j, { heir }]) => [j, heir] as const)];
      const [attribute, heir] = dice.pick(offered) ?? [dice.roll(14), ""];
      return { event: { kind, attribute }, rightful: nameOf(history, heir) };
    }
    case "revoke":
    case "lapse": {
      const held = [...(site?.grants ?? [])];
      const over = held.filter(([, { validUntil }]) => validUntil < today - 1);
      const [attribute] = dice.pick(kind === "lapse" && over.length > 0 ? over : held) ?? [dice.roll(18)];
      return {
        event: { kind, siteId, attribute },
        rightful: kind === "revoke" ? controllerNow(history, attribute) : "mallory",
      };
    }
    case "defineAttribute": {
      const attribute = dice.pick([14, 15, 16, 17, dice.roll(20)]) ?? 14;
      const definition = {
        name: dice.chance(10) ? "rmap" : `attribute ${attribute}`,
        controller: world.addressOf(controllerOf(attribute)),
        group: 0,
        rule: dice.pick(ATTRIBUTE_RULES) ?? "carry",
      };
      return { event: { kind, attribute, definition }, rightful: "schemeAdministrator" };
    }
    default:
      return { event: { kind: kind === "reinstate" ? kind : "suspend", siteId }, rightful: "accreditor" };
  }
}

/** Who may come to control an attribute. */
const CONTROLLERS: readonly Name[] = ["controller", "otherController", "mallory"];

function nameOf({ world }: History, address: string): Name {
  return world.names.find((name) => world.addressOf(name) === address) ?? "mallory";
}

function controllerNow(history: History, attribute: number): Name {
  return nameOf(history, history.book.model.attributes[attribute]?.controller ?? "");
}

/** What a site is open to after an amendment: mostly what it was, else a little more or less. */
function opening(dice: Dice, site: SiteState | undefined): Pick<Terms, "attributes" | "raisedAtMint"> {
  const all = 2n ** BigInt(ATTRIBUTE_COUNT) - 1n;
  const { attributes, raisedAtMint } = site?.terms ?? { attributes: all, raisedAtMint: 0n };
  if (!dice.chance(25)) return { attributes, raisedAtMint };
  const open = dice.chance(50) ? all : attributes & ~(1n << BigInt(dice.roll(ATTRIBUTE_COUNT)));
  return { attributes: open, raisedAtMint: dice.chance(90) ? raisedAtMint & open : all };
}

function isWaiting({ book, today }: History, siteId: number, kind: Kind): boolean {
  const site = book.model.siteOf(siteId);
  if (site === undefined) return false;
  switch (kind) {
    case "confirm":
      return !site.confirmed;
    case "admit":
      return site.confirmed && !site.suspended && site.listed === undefined;
    case "reinstate":
      return site.suspended;
    case "lapse":
      return [...site.grants.values()].some(({ validUntil }) => validUntil < today - 1);
    case "revoke":
      return site.grants.size > 0;
    case "acceptAttribute":
      return book.model.heirs.size > 0 || book.model.replacements.size > 0;
    case "suspend":
    case "rotate":
      return site.listed !== undefined;
    default:
      return true;
  }
}
