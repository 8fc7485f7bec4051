import { Transaction } from "ethers";

import { contextOf } from "../chain/hashes.ts";
import { whenOf } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { provenMint } from "../desk/batch.ts";
import type { Desk } from "../desk/desk.ts";
import { acceptOffer, offerLot } from "../desk/handover.ts";
import { importRows } from "../desk/import.ts";
import { planImport, type PlannedMint } from "../desk/import-plan.ts";
import type { Done } from "../desk/lots.ts";
import { resolveLot } from "../desk/resolve.ts";
import { publicSignalsOf } from "../prover/public-signals.ts";
import type { Weighing } from "../sheets/weighing.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { commandsIn, mintCommand, mintIn, type SentMint } from "./calldata.ts";
import { named } from "./data.ts";
import type { Stage } from "./stage.ts";
import { shortId } from "./words.ts";
import { THIEF, TRADER } from "./world.ts";
import { BASE_ORDER } from "../core/field.ts";

/** How long an offer stands. */
const MONTH_SECONDS = 30 * 86_400;

/**
 * Five lots are minted and sold to the trader; whoever copies, alters or repeats a mint gets nothing.
 * @returns the chain as it was when all five were offered
 */
export async function playMines(stage: Stage): Promise<{ restore(): Promise<void> }> {
  const { report, world } = stage;
  report.section(phrase`Mines and a recycler bring cobalt into the chain, sold at the gate to the trader`);
  const first = weighed(stage, "H1");
  const mine = world.desk(first.site);
  const settings = {
    ...mine.settings,
    onStep: async (step: string, operation: OperationRecord) => {
      if (step === "sent") await tryWaiting(stage, mine, operation);
    },
  };
  await mint(stage, { ...mine, settings }, first);
  await tryPermitAgain(stage, mine, first);
  const others = ["H2", "H3", "Y-post", "Y-pre"].map((label) => weighed(stage, label));
  for (const weighing of others) await mint(stage, world.desk(weighing.site), weighing);
  for (const weighing of [first, ...others]) await offer(stage, weighing);
  const offered = await world.connection.networkHelpers.takeSnapshot();
  for (const weighing of [first, ...others]) await take(stage, weighing);
  return offered;
}

/** A row of the weighbridge's sheet. */
export function weighed({ world }: Stage, label: string): Weighing {
  return named(world.data.mined, phrase`lot of the weighbridge sheet`, label);
}

/** A row as the desk is about to mint it. @throws what forbids it */
export async function planRow(desk: Desk, weighing: Weighing): Promise<PlannedMint> {
  const { mints, problems } = await planImport(desk, [weighing]);
  const [planned] = mints;
  if (planned !== undefined) return planned;
  throw problems[0]?.error ?? new RangeError("a row that is neither planned nor forbidden");
}

/** A further consignment that holds just as much. */
export function another(weighing: Weighing, label: string): Weighing {
  return { ...weighing, ticket: label, sample: label, label };
}

async function mintPlanned(desk: Desk, planned: PlannedMint): Promise<Done> {
  const [row] = await importRows(desk, [planned], { batch: 1 });
  if (row === undefined) throw new RangeError("a row that was imported is told");
  return { operation: row.operation, lots: [row.lot] };
}

async function mint(stage: Stage, desk: Desk, weighing: Weighing): Promise<void> {
  const { label, site } = weighing;
  const work = async () => mintPlanned(desk, await planRow(desk, weighing));
  await stage.make(phrase`mint ${label} at site ${site}`, "mint", desk, work, weighing);
}

/** What a thief can try with a transaction that waits to be mined: it is bound to its recipient, and proves one thing. */
async function tryWaiting(stage: Stage, mine: Desk, operation: OperationRecord): Promise<void> {
  const { prover, world } = stage;
  const { cobaltLot } = world.contracts;
  const thief = world.wallet(THIEF);
  const [command = "0x"] = commandsIn(Transaction.from(operation.transactions.at(-1)?.raw ?? "0x").data);
  const waiting = mintIn(command);
  const requireProven = async (minted: SentMint) => {
    if (await prover.verify("mint", minted.proof, signalsOf(minted))) return;
    throw new KoboldError(
      "PROOF_INVALID",
      phrase`the proof does not hold for what it is sent with`,
      phrase`have a proof made for exactly this statement, with its recipient, documents, note and submitter`,
    );
  };
  const stolen = { ...waiting, recipient: thief.address, submitter: thief.address };
  await stage.refuse(
    phrase`H1's proof copied for another recipient`,
    "mint",
    ["PROOF_INVALID", () => requireProven(stolen)],
    ["VerifierProofRejected", () => cobaltLot.connect(thief).execute([mintCommand(stolen)])],
  );
  const [ax, ay, ...others] = waiting.proof;
  const altered: SentMint = { ...waiting, proof: [ax, BASE_ORDER - ay, ...others] };
  await stage.refuse(
    phrase`H1 with an altered proof`,
    "mint",
    ["PROOF_INVALID", () => requireProven(altered)],
    ["VerifierProofRejected", () => cobaltLot.connect(mine.wallet).execute([mintCommand(altered)])],
  );
}

function signalsOf(minted: SentMint): bigint[] {
  const { lotId, registry, day, permit } = minted;
  const when = whenOf(Number(day));
  return publicSignalsOf("mint", { lotId, registry, when, permit, context: contextOf(minted) });
}

/** An honest second lot, proven with the permit that H1 used up. */
async function tryPermitAgain(stage: Stage, mine: Desk, first: Weighing): Promise<void> {
  const { report, world } = stage;
  const again = await planRow(mine, another(first, "H1-2"));
  const permit = { ...again.atWork.permit, index: 0 };
  const planned = { ...again, atWork: { ...again.atWork, permit } };
  const proving = phrase`proving: a second lot with H1's permit`;
  const operation = await report.during(proving, () => provenMint(mine, planned));
  const { cobaltLot } = world.contracts;
  await stage.refuse(
    phrase`a second lot under H1's permit`,
    "mint",
    ["VAULT_CONFLICT", () => mintPlanned(mine, planned)],
    ["PermitUsed", () => cobaltLot.connect(mine.wallet).execute([operation])],
  );
}

/** The mine offers its lot to the trader, with a note that only the trader opens. */
async function offer(stage: Stage, { site, label }: Weighing): Promise<void> {
  const { world } = stage;
  const [seller, buyer] = [world.desk(site), world.desk(TRADER)];
  const { id } = resolveLot(seller, label);
  const hand = async () => {
    const now = (await world.provider.getBlock("latest"))?.timestamp ?? 0;
    return offerLot(seller, id, buyer.wallet.address, now + MONTH_SECONDS);
  };
  await stage.accept(phrase`site ${site} offers ${label} to the trader`, "offer", hand, () => ({
    public: {
      lot: shortId(id),
      from: shortId(seller.wallet.address),
      to: shortId(buyer.wallet.address),
    },
    hidden: phrase`the opening, sealed to the trader`,
  }));
}

/** The trader takes a lot over, once its note has opened to this very lot. */
async function take(stage: Stage, { site, label }: Weighing): Promise<void> {
  const { world } = stage;
  const { id } = resolveLot(world.desk(site), label);
  const work = () => acceptOffer(world.desk(TRADER), id, label);
  await stage.accept(phrase`the trader takes ${label} over`, "accept", work, () => ({
    public: { lot: shortId(id) },
    hidden: phrase`the opening, which the trader's vault now holds`,
  }));
}
