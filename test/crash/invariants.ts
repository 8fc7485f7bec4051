import { lotId } from "../../scripts/core/lot.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { stateOf } from "../../scripts/desk/refresh.ts";
import { type LotState } from "../../scripts/vault/lot-record.ts";
import { idText } from "../../scripts/core/ids.ts";
import { isCarriedOut, type OperationKind } from "../../scripts/vault/operation-record.ts";

const LIVE: readonly (LotState | undefined)[] = ["active", "offered", "held"];

/**
 * Holds the firms' vaults against the chain: every live lot of a firm opens and has the chain's state, nothing in a
 * vault is alive that is not so on the chain, no cobalt came or went, and the chain has each deed of the journals once.
 */
export async function requireTrueState(desks: readonly Desk[]): Promise<void> {
  const [any] = desks;
  if (any === undefined) return;
  const { filters } = any.contracts.cobaltLot;
  const events = await any.contracts.cobaltLot.queryFilter(filters["Transfer(address,address,uint256)"]());
  const ids = new Set(events.map(({ args }) => args.tokenId));
  const head = await any.port.latestBlock();
  const masses = new Map<bigint, bigint>();
  let alive = 0n;
  for (const id of ids) {
    const onChain = await any.port.lotAt(id, head);
    for (const { vault, port, wallet } of desks) {
      const record = vault.lots.get(port.deployment, id);
      const state = stateOf(onChain, wallet.address);
      if (record !== undefined) {
        if (lotId(record.lot) !== id) throw new Error(`the opening of ${idText(id)} opens another lot`);
        masses.set(id, record.lot.massGrams);
      }
      if (LIVE.includes(state) && record?.state !== state) {
        throw new Error(`lot ${idText(id)} is ${String(state)}, in the vault ${String(record?.state)}`);
      }
    }
    if (["active", "offered", "held", "retired"].includes(onChain.status)) alive += masses.get(id) ?? 0n;
  }
  for (const { vault, port } of desks) {
    const stray = vault.lots
      .list({ deployment: port.deployment })
      .find((lot) => LIVE.includes(lot.state) && !ids.has(lot.id));
    if (stray !== undefined) throw new Error(`lot ${idText(stray.id)} is on no chain`);
  }
  await requireConserved(any, masses, alive);
  await requireOnce(any, desks);
}

async function requireConserved(
  { contracts: { cobaltLot } }: Desk,
  masses: ReadonlyMap<bigint, bigint>,
  alive: bigint,
): Promise<void> {
  const massOf = (id: bigint) => {
    const mass = masses.get(id);
    if (mass === undefined) throw new Error(`no vault opens lot ${idText(id)}`);
    return mass;
  };
  const mints = await cobaltLot.queryFilter(cobaltLot.filters.LotMinted());
  const refines = await cobaltLot.queryFilter(cobaltLot.filters.LotRefined());
  const minted = mints.reduce((sum, { args }) => sum + massOf(args.lotId), 0n);
  const lost = refines.reduce((sum, { args }) => sum + massOf(args.parent) - massOf(args.child), 0n);
  if (minted === alive + lost) return;
  throw new Error(
    `${String(minted)} g were minted, ${String(alive)} g are there, ${String(lost)} g were lost`,
  );
}

async function requireOnce({ contracts }: Desk, desks: readonly Desk[]): Promise<void> {
  const { cobaltLot, claims } = contracts;
  const { filters } = cobaltLot;
  const counts: [OperationKind, Promise<readonly unknown[]>][] = [
    ["mint", cobaltLot.queryFilter(filters.LotMinted())],
    ["split", cobaltLot.queryFilter(filters.LotSplit())],
    ["merge", cobaltLot.queryFilter(filters.LotsMerged())],
    ["refine", cobaltLot.queryFilter(filters.LotRefined())],
    ["retire", cobaltLot.queryFilter(filters.LotRetired())],
    ["offer", cobaltLot.queryFilter(filters.LotOffered())],
    ["cancel", cobaltLot.queryFilter(filters.OfferCancelled())],
    ["accept", cobaltLot.queryFilter(filters.OfferAccepted())],
    ["reject", cobaltLot.queryFilter(filters.OfferRejected())],
    ["claim", claims.queryFilter(claims.filters.ClaimProven())],
  ];
  const journals = desks.flatMap(({ vault }) => vault.journal.list().filter(isCarriedOut));
  for (const [kind, events] of counts) {
    const done = journals.filter((operation) => operation.kind === kind).length;
    const { length } = await events;
    if (length !== done) throw new Error(`the chain has ${length} × ${kind}, the journals ${done}`);
  }
}
