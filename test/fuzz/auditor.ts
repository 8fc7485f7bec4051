import { type ContractTransactionReceipt, type LogDescription, ZeroAddress } from "ethers";

import { periodOf } from "../../scripts/core/calendar.ts";
import type { History, Step } from "./history.ts";
import { checkMerged, checkMinted, checkRefined, checkSplit, type Law } from "./laws-lots.ts";
import {
  checkMass,
  checkRegistries,
  checkState,
  checkSuccession,
  checkUntouched,
  type Read,
} from "./laws-state.ts";
import { LOT_STATUS } from "./state.ts";
import type { Tally } from "./tally.ts";
import { type LotView, printed } from "./view.ts";

/** What a site used of its permits in a period, and the most that it could. */
interface Quota {
  readonly permits: Set<bigint>;
  readonly keys: Set<unknown>;
  grams: bigint;
  most: bigint;
}

/** Whose a lot is, and who may take it, in the midst of a call. */
type Standing = Pick<LotView, "owner" | "status" | "approved" | "to" | "expiry">;
type Standings = Map<bigint, Standing>;

/** As a lot stands for whoever has just got it. */
const UNOFFERED = { status: LOT_STATUS.active, approved: ZeroAddress, to: ZeroAddress, expiry: 0 };
/** An accepted offer is told by its transfer. */
const OFFER_EVENTS = ["LotOffered", "OfferRejected", "OfferCancelled"];

/** One who knows every opening and every secret, and holds what the chain says happened against the laws. */
export class Auditor {
  readonly #history: History;
  readonly #law: Law;
  #before: Read | undefined;
  #minted = 0n;
  #retired = 0n;
  readonly #claimed = new Set<string>();
  readonly #made = new Set<bigint>();
  readonly #ended = new Set<bigint>();
  /** Permits used, by site and period. */
  readonly #used = new Map<string, Quota>();

  constructor(history: History, tally: Tally) {
    this.#history = history;
    this.#law = (id, holds, what) => {
      tally.law(id, holds, what);
    };
  }

  open(read: Read): void {
    this.#before = read;
  }

  /** After a call; without a receipt it was refused. @throws naming the property that is broken */
  audit(after: Read, step: Step, receipt: ContractTransactionReceipt | undefined): void {
    const { book, now } = this.#history;
    const before = this.#before ?? after;
    this.#before = after;
    if (receipt === undefined) checkUntouched(this.#law, before, after);
    else {
      checkSuccession(this.#law, before, after);
      this.#readLogs(before, after, step, receipt);
      checkState(this.#law, after, this.#facts());
      checkMass(this.#law, after, this.#history.openingOf, this.#minted, this.#retired);
    }
    checkRegistries(this.#law, after, book.registries, this.#history.today);
    const accepted = book.registries.map(({ hash }) => book.model.isAccepted(hash, now));
    this.#law("P-14", accepted.join() === after.rest.accepted.join(), () => after.rest.accepted.join());
    const controllers = after.rest.attributes.map((attribute) => attribute.split(",")[1]);
    const expected = book.model.attributes.map((attribute) => attribute?.controller ?? ZeroAddress);
    this.#law("P-16", controllers.join() === expected.join(), () => controllers.join());
  }

  /** A batch beside its parts, one after the other. */
  compareParts(step: Step, parts: { refused: boolean; read: Read }, whole: Read, refusal?: string): void {
    const what = () => `the batch is ${refusal ?? "accepted"}, its parts are not so`;
    this.#law("P-20", parts.refused === (refusal !== undefined), what);
    if (parts.refused) return;
    // only a batch of claims has all claims read each time
    const shown = ({ view }: Read) => printed(step.kind === "claim" ? view : { ...view, claims: undefined });
    this.#law("P-20", shown(parts.read) === shown(whole), () => `${shown(parts.read)}\n${shown(whole)}`);
  }

  #facts() {
    const { openingOf, asked, state, world } = this.#history;
    return {
      opening: openingOf,
      policies: world.defined,
      accounts: asked.accounts,
      claimed: this.#claimed,
      orders: state.orders,
    };
  }

  #readLogs(before: Read, after: Read, step: Step, receipt: ContractTransactionReceipt): void {
    const { world, start } = this.#history;
    const standings: Standings = new Map();
    for (const { address, topics, data } of receipt.logs) {
      const contract = address === start.addresses.lots ? world.cobaltLot : world.claims;
      if (address !== start.addresses.lots && address !== start.addresses.claims) continue;
      const log = contract.interface.parseLog({ topics, data });
      if (log === null) continue;
      if (log.name === "Transfer") this.#readTransfer(log, before, standings, step, receipt);
      else if (OFFER_EVENTS.includes(log.name)) readOffer(log, before, standings);
      else if (log.name === "ClaimProven") this.#claimed.add(`${arg(log, 0)} ${arg(log, 2)}`);
      else this.#readOperation(log, after);
    }
  }

  #readTransfer(
    log: LogDescription,
    before: Read,
    standings: Standings,
    step: Step,
    { to: target, from: sender }: ContractTransactionReceipt,
  ): void {
    const { intake } = this.#history.start.addresses;
    const [from, to, lotId] = [String(log.args[0]), String(log.args[1]), BigInt(arg(log, 2))];
    const what = () => `${step.kind} by ${step.by} moves ${lotId.toString()} from ${from} to ${to}`;
    if (from === ZeroAddress) {
      this.#law("P-11", !this.#made.has(lotId) && !before.view.lots.has(lotId), what);
      this.#made.add(lotId);
      standings.set(lotId, { ...UNOFFERED, owner: to });
      return;
    }
    if (to === ZeroAddress) {
      this.#law("P-11", this.#made.has(lotId) && !this.#ended.has(lotId), what);
      this.#ended.add(lotId);
    }
    const lot = standings.get(lotId) ?? before.view.lots.get(lotId);
    const { owner, status } = lot ?? {};
    standings.set(lotId, { ...UNOFFERED, owner: to });
    // the intake uses what its supplier owns, and what was delivered to it
    const actor = target === intake ? intake : sender;
    const mayUse =
      actor === owner || actor === lot?.approved || before.view.operators.includes(`${from} ${actor}`);
    const rightful =
      target !== intake ||
      (from === intake
        ? to === ZeroAddress || to === this.#supplierOf(lotId, before)
        : to !== ZeroAddress && owner === sender);
    const taken = status === LOT_STATUS.offered && lot?.to === sender && lot.expiry > this.#history.now;
    const used = status === LOT_STATUS.active && mayUse && rightful;
    this.#law("P-21", owner === from && (used || taken), what);
    this.#law("P-27", status === LOT_STATUS.active || taken, what);
  }

  /** Who delivered a lot to the plant; undefined for a lot that no order knows. */
  #supplierOf(lotId: bigint, { view }: Read): string | undefined {
    const order = view.orders.findIndex((delivery) => delivery.lotId === lotId);
    return this.#history.state.orders[order]?.supplier;
  }

  #readOperation(log: LogDescription, after: Read): void {
    const { openingOf: opening, world } = this.#history;
    const policies = world.defined.map(({ policy }) => policy);
    const sameOwner = (parents: readonly bigint[], children: readonly bigint[]) => {
      const owners = [...parents, ...children].map((lotId) => after.view.lots.get(lotId)?.owner);
      this.#law("P-22", new Set(owners).size === 1, () => `${log.name}: ${owners.join()}`);
    };
    switch (log.name) {
      case "LotMinted": {
        const lot = opening(named(log, "lotId"));
        this.#minted += lot.massGrams;
        checkMinted(
          this.#law,
          lot,
          this.#operatingSite(log, named(log, "lotId"), 0n).site,
          named(log, "day"),
        );
        return;
      }
      case "LotSplit": {
        const [parent, children] = [named(log, "parent"), listed(log, "children")];
        checkSplit(this.#law, opening(parent), children.map(opening));
        sameOwner([parent], children);
        return;
      }
      case "LotsMerged": {
        const [child, parents] = [named(log, "child"), listed(log, "parents")];
        const same = log.args.getValue("sameProvenance") === true;
        checkMerged(this.#law, parents.map(opening), opening(child), same, policies);
        sameOwner(parents, [child]);
        return;
      }
      case "LotRefined": {
        const [parent, child] = [named(log, "parent"), named(log, "child")];
        const { site, attributes } = this.#operatingSite(log, child, parent);
        checkRefined(this.#law, opening(parent), opening(child), site, named(log, "day"), attributes);
        sameOwner([parent], [child]);
        return;
      }
      case "LotRetired":
        this.#retired += opening(named(log, "lotId")).massGrams;
    }
  }

  /** The site that a mint or refinement is of, as the tracing authority finds out; its quota and its assay. */
  #operatingSite(log: LogDescription, lotId: bigint, parent: bigint) {
    const { book, now, start } = this.#history;
    const [permit, hash, day] = [named(log, "permit"), named(log, "registry"), named(log, "day")];
    const what = () => `${log.name} ${lotId.toString()}, permit ${permit.toString()}`;
    const period = periodOf(Number(day));
    const origin = book.originOf(permit, period);
    const past = book.registries.find((known) => known.hash === hash);
    const inIt = origin && past?.sites.get(origin.keySet.siteId);
    if (origin === undefined || past === undefined || inIt === undefined) {
      throw new Error(`P-12 is broken: nobody is known to have this permit, ${what()}`);
    }
    this.#law("P-14", book.model.isAccepted(hash, now), what);
    this.#law("P-12", inIt.keySet === origin.keySet && origin.index < inIt.site.profile.permits, what);
    const key = `${origin.keySet.siteId} ${period}`;
    const used: Quota = this.#used.get(key) ?? { permits: new Set(), keys: new Set(), grams: 0n, most: 0n };
    this.#used.set(key, used);
    this.#law("P-12", !used.permits.has(permit), what);
    used.permits.add(permit);
    used.keys.add(origin.keySet);
    const { permits, unitGrams } = inIt.site.profile;
    const most = BigInt(permits) * unitGrams;
    if (most > used.most) used.most = most;
    used.grams += this.#history.openingOf(parent === 0n ? lotId : parent).massGrams;
    this.#law("P-12", used.grams <= used.most, what);
    this.#law("P-13", used.keys.size === 1, what);
    const { siteKey } = origin.keySet.keys;
    this.#law(
      "P-15",
      book.hasSigned(origin.keySet, { lotId, siteKey, deployment: start.deployment, parent }),
      what,
    );
    return { site: inIt.site, attributes: past.registry.attributes };
  }
}

/** An offer that was made or ended within the call. */
function readOffer(log: LogDescription, before: Read, standings: Standings): void {
  const lotId = named(log, "lotId");
  const lot = standings.get(lotId) ?? before.view.lots.get(lotId);
  if (lot === undefined) return;
  const offered = {
    status: LOT_STATUS.offered,
    to: String(log.args.getValue("to")),
    expiry: log.name === "LotOffered" ? Number(named(log, "expiry")) : 0,
  };
  standings.set(lotId, {
    ...lot,
    ...UNOFFERED,
    approved: lot.approved,
    ...(log.name === "LotOffered" ? offered : {}),
  });
}

function arg(log: LogDescription, index: number): string {
  return String(log.args[index]);
}

function named(log: LogDescription, name: string): bigint {
  return BigInt(String(log.args.getValue(name)));
}

function listed(log: LogDescription, name: string): bigint[] {
  const index = log.fragment.inputs.findIndex((input) => input.name === name);
  const values: unknown = log.args[index];
  return Array.isArray(values) ? values.map((value) => BigInt(String(value))) : [];
}
