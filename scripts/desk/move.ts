import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { deploymentsOf, movePurpose } from "../chain/predecessor.ts";
import { answer } from "../chain/rpc.ts";
import { KoboldError } from "../core/errors.ts";
import { idText } from "../core/ids.ts";
import { phrase } from "../core/phrase.ts";
import type { LotRecord } from "../vault/lot-record.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { carryOut } from "./carry-out.ts";
import type { Desk } from "./desk.ts";
import { labelled, openingOf, retireLot } from "./lots.ts";

/**
 * Retires a lot as moved to a deployment that goes on from this one, where this firm's account adopts it.
 * @param successor address of its CobaltLot
 * @throws RULE_BROKEN where the successor would not adopt it; then nothing is sent, as it could not be undone
 */
export async function moveLot(desk: Desk, lotId: bigint, successor: string): Promise<OperationRecord> {
  const { account, contracts, deployment } = desk;
  openingOf(desk, lotId);
  const there = CobaltLot__factory.connect(successor, contracts.cobaltLot.runner);
  const { cobaltLot, lastProvenanceId, lastCreatedAt } = await answer(
    phrase`predecessor`,
    there.predecessor(),
  );
  if (cobaltLot.toLowerCase() !== deployment.cobaltLot) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the deployment of CobaltLot ${successor} does not go on from this one, and would not take the lot`,
      phrase`give the address of the successor's CobaltLot, as its operator publishes it`,
    );
  }
  const { provenanceId, createdAt } = await answer(phrase`lot`, contracts.cobaltLot.lotOf(lotId));
  if (provenanceId > lastProvenanceId || createdAt > lastCreatedAt) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`lot ${idText(lotId)} was made after the cut, up to which the successor takes lots on`,
      phrase`nothing was sent: ask the successor's operator; the lot stays usable here`,
    );
  }
  const target = { chainId: deployment.chainId, cobaltLot: successor };
  return retireLot(desk, lotId, "moved", movePurpose(target, account));
}

/**
 * Goes on with a lot that this firm has moved here. Whoever else may have sent the adoption, the opening is stored.
 * @throws CHAIN_REFUSED if it was not moved here, or for another account
 */
export async function adoptLot(
  desk: Desk,
  { id, label, lot }: LotRecord,
): Promise<OperationRecord | undefined> {
  const { account, contracts, deployment, port, vault } = desk;
  const there = await answer(phrase`lot`, contracts.cobaltLot.lotOf(id));
  if (there.owner === account && vault.lots.get(port.deployment, id) === undefined) {
    vault.lots.put({ deployment, id, lot, label });
    return undefined;
  }
  return carryOut(desk, { kind: "adopt", parents: [], children: [labelled(lot, label)] }, () =>
    contracts.cobaltLot.adopt.populateTransaction(id, account),
  );
}

/** A lot as the vault knows it from a deployment that this one goes on from. */
export function movedLot({ port, predecessors, vault }: Desk, id: bigint): LotRecord | undefined {
  for (const deployment of deploymentsOf(predecessors, port.deployment.chainId)) {
    const known = vault.lots.get(deployment, id);
    if (known !== undefined) return known;
  }
  return undefined;
}
