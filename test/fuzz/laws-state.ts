import { ZeroAddress, ZeroHash } from "ethers";

import type { Lot } from "../../scripts/core/lot.ts";
import { type Policy, rowValue } from "../../scripts/core/policy.ts";
import { isSameProvenance } from "../../scripts/core/provenance.ts";
import type { SiteProfile } from "../../scripts/core/site.ts";
import { attributeRule } from "../../scripts/core/attributes.ts";
import type { Law } from "./laws-lots.ts";
import { massOf } from "./laws-lots.ts";
import { DAY_TOLERANCE } from "./rules-lots.ts";
import type { ListedSite, PastRegistry } from "./site-book.ts";
import { LOT_STATUS, type OrderState } from "./state.ts";
import { type DaysView, type LotView, printed, type Rest, type View } from "./view.ts";

export interface Read {
  readonly view: View;
  readonly rest: Rest;
}

export const isLive = ({ status }: LotView) => status < LOT_STATUS.consumed;

/** What is true of any two states, one after the other. */
export function checkSuccession(law: Law, before: Read, after: Read): void {
  for (const [lotId, old] of before.view.lots) {
    const lot = after.view.lots.get(lotId);
    const what = () => `${lotId.toString()} was ${printed(old)}, is ${printed(lot)}`;
    const sameRecord =
      lot !== undefined &&
      lot.kind === old.kind &&
      lot.provenanceId === old.provenanceId &&
      after.rest.createdAt.get(lotId) === before.rest.createdAt.get(lotId);
    law("P-11", sameRecord, what);
    if (lot?.status === LOT_STATUS.held && old.status !== LOT_STATUS.held) {
      law("P-33", lot.to === ZeroAddress && lot.approved === ZeroAddress, what);
    }
    if (isLive(old)) continue;
    const ended = lot?.status === old.status && lot.owner === old.owner && lot.tokenOwner === ZeroAddress;
    law("P-11", ended && after.rest.purposes.get(lotId) === before.rest.purposes.get(lotId), what);
  }
  const kept = before.rest.attributes.every(
    (attribute, j) =>
      attribute.startsWith(",") || forGood(attribute) === forGood(after.rest.attributes[j] ?? ""),
  );
  law("P-16", kept, () => after.rest.attributes.join("; "));
  const ancestry = before.view.parents.every(
    (parents, i) => printed(parents) === printed(after.view.parents[i]),
  );
  law("P-25", ancestry, () => printed(after.view.parents));
}

/** What is true of a call that was refused. */
export function checkUntouched(law: Law, before: Read, after: Read): void {
  // the time passes all the same, and not every claim is read every time
  const lasting = ({ view, rest }: Read) =>
    printed([
      { ...view, claims: undefined },
      { ...rest, accepted: undefined, timestamp: undefined },
    ]);
  law("P-26", lasting(before) === lasting(after), () => lasting(after));
}

export interface Facts {
  readonly opening: (lotId: bigint) => Lot;
  readonly policies: readonly { readonly id: bigint; readonly policy: Policy }[];
  readonly accounts: readonly string[];
  /** "lot policy" of every claim that was proven. */
  readonly claimed: ReadonlySet<string>;
  readonly orders: readonly OrderState[];
}

/** What is true of any state. */
export function checkState(law: Law, { view, rest }: Read, facts: Facts): void {
  const { opening, accounts } = facts;
  const byProvenance = new Map<number, Lot>();
  for (const [lotId, lot] of view.lots) {
    const what = () => `lot ${lotId.toString()}: ${printed(lot)}`;
    const { provenance } = opening(lotId);
    const sibling = byProvenance.get(lot.provenanceId) ?? opening(lotId);
    byProvenance.set(lot.provenanceId, sibling);
    law("P-9", lot.provenanceId > 0 && isSameProvenance(provenance, sibling.provenance), what);
    law("P-23", (lot.status === LOT_STATUS.offered) === (lot.to !== ZeroAddress), what);
    law("P-24", lot.tokenOwner === (isLive(lot) ? lot.owner : ZeroAddress), what);
    law(
      "P-19",
      (rest.purposes.get(lotId) ?? ZeroHash) === ZeroHash || lot.status === LOT_STATUS.retired,
      what,
    );
  }
  for (const [lotId, days] of view.claims) checkClaims(law, lotId, days, view, facts);
  for (const [i, account] of accounts.entries()) {
    const owned = [...view.lots.values()].filter(({ tokenOwner }) => tokenOwner === account).length;
    law(
      "P-24",
      view.balances[i] === owned,
      () => `${account} owns ${owned}, balance ${String(view.balances[i])}`,
    );
  }
  const rules = rest.attributes.reduce(
    (all, attribute, j) => all + (BigInt(attribute.split(",")[3] ?? 0) << BigInt(2 * j)),
    0n,
  );
  law("P-16", rules === rest.attributeRules, () => `rules ${rest.attributeRules.toString()}`);
  checkOrders(law, { view, rest }, facts);
}

function checkClaims(
  law: Law,
  lotId: bigint,
  days: DaysView,
  view: View,
  { policies, opening, claimed }: Facts,
) {
  for (const [i, { id, policy }] of policies.entries()) {
    const [proven = 0, recorded = 0] = [days.proven[i], days.recorded[i]];
    const what = () => `lot ${lotId.toString()}, policy ${id.toString()}, day ${recorded}`;
    const lot = view.lots.get(lotId);
    law("P-17", proven === (lot?.status === LOT_STATUS.active ? recorded : 0), what);
    if (recorded === 0) continue;
    const { provenance, massGrams } = opening(lotId);
    const met = policy.rows.every((row) => rowValue(row, provenance, recorded) >= 0n);
    law("P-17", met && massGrams >= policy.massMin && massGrams <= policy.massMax, what);
    const aboutProvenance = policy.massMin === 0n && policy.massMax === 2n ** 32n - 1n;
    const heirs = [...view.lots].filter(([other, { provenanceId }]) =>
      aboutProvenance ? provenanceId === lot?.provenanceId : other === lotId,
    );
    law(
      "P-18",
      heirs.some(([heir]) => claimed.has(`${heir.toString()} ${id.toString()}`)),
      what,
    );
  }
}

function checkOrders(law: Law, { view, rest }: Read, { opening, orders }: Facts): void {
  const delivered = view.orders.filter(({ lotId }) => lotId !== 0n);
  law(
    "P-19",
    new Set(delivered.map(({ lotId }) => lotId)).size === delivered.length,
    () => "a lot backs two orders",
  );
  for (const [i, { lotId, backed }] of view.orders.entries()) {
    if (backed === 0) continue;
    const grams = BigInt(backed) * BigInt(orders[i]?.gramsPerUnit ?? 0);
    const retired = view.lots.get(lotId)?.status === LOT_STATUS.retired;
    const rooted = rest.passportRoots[i] !== ZeroHash && rest.purposes.get(lotId) !== ZeroHash;
    law("P-19", retired && rooted && grams <= opening(lotId).massGrams, () => `order ${i + 1}`);
  }
}

/** Live mass, and what came and went. */
export function checkMass(
  law: Law,
  { view }: Read,
  opening: Facts["opening"],
  minted: bigint,
  retired: bigint,
) {
  const live = massOf([...view.lots].filter(([, lot]) => isLive(lot)).map(([lotId]) => opening(lotId)));
  law(
    "P-4",
    live <= minted - retired,
    () => `${live.toString()} g live, ${minted.toString()} - ${retired.toString()}`,
  );
}

/** Nothing that an accepted older registry lets a site do is too much by the current one. */
export function checkRegistries(
  law: Law,
  { rest }: Read,
  registries: readonly PastRegistry[],
  today: number,
): void {
  const current = registries.find(({ hash }) => hash === rest.registry);
  for (const [i, old] of registries.entries()) {
    if (rest.accepted[i] !== true || old === current) continue;
    const what = () => `registry ${i} of ${registries.length} is still accepted`;
    const sites = [...old.sites].filter(([, { site }]) => site.profile.validUntil >= today - DAY_TOLERANCE);
    const within = sites.every(([siteId, listed]) => isWithin(listed, current?.sites.get(siteId)));
    law("P-14", within, what);
    const rules = old.registry.attributes.every((_, j) => {
      const [was, is] = [
        attributeRule(old.registry.attributes, j),
        attributeRule(current?.registry.attributes ?? [], j),
      ];
      return was === is || is === "raise";
    });
    law("P-14", rules, what);
  }
}

/** What of an attribute never changes: name, group and rule, but not its controller. */
function forGood(attribute: string): string {
  const [name, , ...rest] = attribute.split(",");
  return [name, ...rest].join();
}

function isWithin({ site: old, keySet }: ListedSite, now: ListedSite | undefined): boolean {
  if (now === undefined || now.keySet !== keySet) return false;
  const [a, b]: SiteProfile[] = [old.profile, now.site.profile];
  return (
    a !== undefined &&
    b !== undefined &&
    printed(old.process) === printed(now.site.process) &&
    a.right === b.right &&
    (a.grants & ~b.grants) === 0n &&
    a.permits <= b.permits &&
    a.unitGrams <= b.unitGrams &&
    a.auditedOn <= b.auditedOn &&
    a.validUntil <= b.validUntil
  );
}
