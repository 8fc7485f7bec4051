import { documentsHashOf } from "../chain/hashes.ts";
import { type Intake, readOrder } from "../chain/orders.ts";
import { LotHistories } from "../chain/lot-histories.ts";
import { RECALL_KINDS } from "../chain/recalls.ts";
import { mined } from "../chain/refusal.ts";
import { passportRoot } from "../chain/passports.ts";
import { isoDateOf } from "../core/calendar.ts";
import { type Phrase, phrase } from "../core/phrase.ts";
import { policyId } from "../core/policy.ts";
import { describePolicy } from "../core/policy-words.ts";
import { claimsOn } from "../chain/claims.ts";
import {
  backPassports,
  deliverLot,
  deployIntake,
  placeOrder,
  resolveIntake,
  returnLot,
} from "../desk/orders.ts";
import { policyBook } from "../desk/policies.ts";
import { refreshLots } from "../desk/refresh.ts";
import { resolveLot } from "../desk/resolve.ts";
import { readDays, readTrace } from "../lineage/read.ts";
import { treeLines } from "../lineage/tree.ts";
import { TraceView } from "../lineage/view.ts";
import { type CheckedPassports, issuePassports } from "./passports.ts";
import type { Stage } from "./stage.ts";
import { refine } from "./trading.ts";
import { shortId } from "./words.ts";
import { PLANT, TRADER } from "./world.ts";

const PACKS = 1_510;
const GRAMS_PER_PACK = 7_300;
/** One pack more than the lot's cobalt suffices for. */
const TOO_MANY_PACKS = 1_615;
/** Days for which the plant takes a claim as fresh. */
const MAX_CLAIM_AGE = 30;
/** Days within which it wants its order delivered. */
const DUE_DAYS = 30;
/** What the plant's contract demands of every lot; the mass is a further policy. */
const GATE = ["responsible", "co2e-15", "recycled-2031"];

/**
 * X becomes precursor; the battery plant's contract takes it in against its policies, for so many packs, once.
 * @param pageHash of the page on which the packs' passports are checked, null for none
 */
export async function playPlant(stage: Stage, pageHash: string | null): Promise<CheckedPassports> {
  const { report, world } = stage;
  const [trader, plant] = [world.desk(TRADER), world.desk(PLANT)];
  report.section(phrase`Precursor, and delivery to the battery plant's contract`);
  await refine(stage, trader, "X", "PX");
  await stage.claim(trader, "PX", [...GATE, "packs-1510", "packs-1614"]);
  await stage.falseClaim(trader, "PX", "packs-1615");

  const idOf = (name: string) => policyId(stage.policy(name));
  const terms = {
    policies: GATE.map(idOf),
    massPolicy: idOf("packs-1510"),
    maxClaimAge: MAX_CLAIM_AGE,
    recalls: [await plant.contracts.recalls.getAddress()],
  };
  const opening = () => deployIntake(plant, terms);
  const address = await report.during(phrase`deploying the battery plant's contract`, opening);
  const intake = await resolveIntake(plant, address);
  const atPlant = intake.contract.connect(plant.wallet);
  const book = await policyBook(plant);
  const dueDay = world.day + DUE_DAYS;
  const order = {
    supplier: trader.wallet.address,
    units: PACKS,
    gramsPerUnit: BigInt(GRAMS_PER_PACK),
    dueDay,
    policies: [idOf("packs-1614")],
  };
  const tooMany = { ...order, units: TOO_MANY_PACKS };
  const barely = stage.policy("packs-1614");
  await stage.refuse(
    phrase`order ${TOO_MANY_PACKS} packs on proof for 1614`,
    "order",
    ["RULE_BROKEN", () => placeOrder(plant, intake, { ...tooMany, quantity: barely }, book)],
    ["UnitsExceedQuantity", () => atPlant.placeOrder({ ...tooMany, quantityPolicy: policyId(barely) })],
  );
  const quantity = stage.policy("packs-1510");
  const orderId = await stage.accept(
    phrase`order ${PACKS} packs of ${GRAMS_PER_PACK} g`,
    "order",
    () => placeOrder(plant, intake, { ...order, quantity }, book),
    () => ({ public: { units: String(PACKS), due: isoDateOf(dueDay) } }),
  );
  const { id: px } = resolveLot(trader, "PX");
  const placed = await readOrder(intake, orderId);
  const delivered = () => ({ public: { order: String(orderId), lot: shortId(px) } });
  const deliver = async () => {
    await refreshLots(trader);
    return deliverLot(trader, intake, placed, px);
  };
  await stage.accept(phrase`let the plant's contract take PX, and deliver it`, "deliver", deliver, delivered);
  const returning = () => returnLot(plant, intake, orderId);
  await stage.accept(phrase`give PX back to the trader: a drum is damaged`, "return", returning, delivered);
  await callBack(stage, "H3", phrase`call back what is made of H3: PX is not`);
  const recalled = await callBack(stage, "H2", phrase`call back what is made of H2: PX is`);
  await stage.refuse(
    phrase`deliver PX, which is called back`,
    "deliver",
    ["CHAIN_REFUSED", deliver],
    ["ProvenanceRecalled", () => intake.contract.connect(trader.wallet).deliver(orderId, px)],
  );
  const recalls = world.contracts.recalls.connect(world.wallet("recallAuthority"));
  const closing = () => mined(recalls.close(recalled));
  const closed = () => ({ public: { recall: String(recalled) } });
  await stage.accept(phrase`close the recall of H2: the laboratory was wrong`, "recall", closing, closed);
  await stage.accept(phrase`deliver PX again, with the same claims`, "deliver", deliver, delivered);
  const [enough, more] = [serials(PACKS), serials(TOO_MANY_PACKS)];
  await stage.refuse(
    phrase`back ${more.length} passports with PX`,
    "retire",
    ["RULE_BROKEN", () => backPassports(plant, intake, placed, more, book)],
    ["UnitsExceedQuantity", () => atPlant.backPassports(orderId, more.length, passportRoot(more))],
  );
  await stage.accept(
    phrase`back ${enough.length} passports with PX`,
    "retire",
    () => backPassports(plant, intake, placed, enough, book),
    (root) => ({ public: { passports: shortId(root) } }),
  );
  await printLineage(stage, px);
  await printReceipt(stage, intake, orderId);
  return issuePassports(stage, { intake, orderId, serials: enough, pageHash });
}

/** The recall authority names a lot's provenance, and with it all that is made of it. @returns the recall's number */
async function callBack(stage: Stage, label: string, name: Phrase): Promise<bigint> {
  const { world } = stage;
  const { recalls, cobaltLot } = world.contracts;
  const { provenanceId } = await cobaltLot.lotOf(resolveLot(world.desk(TRADER), label).id);
  const authority = recalls.connect(world.wallet("recallAuthority"));
  const opening = async () => {
    const kind = RECALL_KINDS.indexOf("quality");
    await mined(authority.open([provenanceId], kind, documentsHashOf(`laboratory letter on ${label}`), true));
    return recalls.recallCount();
  };
  return stage.accept(name, "recall", opening, (recall) => ({ public: { recall: String(recall) } }));
}

function serials(packs: number): string[] {
  return Array.from({ length: packs }, (_, i) => `KBD-26-${String(i + 1).padStart(6, "0")}`);
}

/** What anybody reads from the chain of a lot's lineage, beside it what the trader's vault opens. */
async function printLineage({ report, world }: Stage, lotId: bigint): Promise<void> {
  const { contracts, data, provider } = world;
  const { port, vault } = world.desk(TRADER);
  const trace = await readTrace(contracts, await LotHistories.of(contracts.cobaltLot), lotId);
  const lots = vault.lots.list({ deployment: port.deployment });
  const view = new TraceView({
    trace,
    openings: new Map(lots.map(({ id, label, lot }) => [id, { label, lot }])),
    attributes: data.attributes,
    days: await readDays(provider, trace),
    figures: () => [],
    say: report.say,
  });
  report.section(phrase`Lineage of PX and what is proven of it, as \`lot trace\` shows it to the trader`);
  report.layOut((width) => treeLines(view, width));
}

/** The plant's receipt, read back from the chain. */
async function printReceipt({ report, world }: Stage, intake: Intake, orderId: number): Promise<void> {
  const { cobaltLot } = world.contracts;
  const { lotId = 0n, passportRoot: root = "", unitsBacked } = await readOrder(intake, orderId);
  const { owner } = await cobaltLot.lotOf(lotId);
  report.section(phrase`The battery plant's receipt, all of it read from the chain`);
  report.note(phrase`lot`, phrase`${shortId(lotId)}, retired by ${owner}`);
  report.note(phrase`backs`, phrase`${unitsBacked} packs, passport root ${root}`);
  report.note(phrase`purpose`, await cobaltLot.purposeOf(lotId));
  for (const { policy, day } of await claimsOn(world.contracts, lotId)) {
    report.note(phrase`proven`, `${isoDateOf(day)}: ${describePolicy(policy, world.data.attributes)}`);
  }
  report.note(
    phrase`not known`,
    phrase`the lot's mass, its footprint, its shares, the sites that handled it`,
  );
}
