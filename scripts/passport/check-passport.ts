import { idText } from "../core/ids.ts";
import { checkClaim, type ClaimsPlace, type WantedClaim } from "./claims.ts";
import { checkRecalls } from "./check-recalls.ts";
import { checkLiveLot, checkPack } from "./check-subject.ts";
import { type Contract, openContract } from "./contract.ts";
import type { KnownDeployment } from "./deployment.ts";
import { DeployedLots } from "./deployed-lots.ts";
import type { PassportFile } from "./file.ts";
import { type Header, headerOf } from "./header.ts";
import type { BackedOrder } from "./intake.ts";
import { areDevelopmentKeys, keysHashOf, verifyingKeysOf } from "./keys.ts";
import { Ledger } from "./ledger.ts";
import { type CircuitKeys, traceLineage, verifyOperations } from "./lineage.ts";
import { lineageFact, registriesOf } from "./lineage-fact.ts";
import { type Ask, Questions } from "./node.ts";
import type { AnchorTrust, LotFact, PassportCheck, PassportReport, Progress } from "./report.ts";
import { State } from "./state.ts";
import type { StoredLot } from "./lot-word.ts";
import { Transactions } from "./transactions.ts";
import { contradicted, needed, unchecked } from "./unmet.ts";

export interface CheckOptions {
  /** Puts questions to a node, or to evidence. */
  readonly ask: Ask;
  /** The block to check at; by default the file's, by the issuer's word. */
  readonly anchor?: AnchorTrust;
  /** Other nodes, of other owners than the one that is asked: their word for the block makes it the chain's. */
  readonly witnesses?: readonly Ask[];
  /** Fingerprints of the deployments that the reader believes; none to believe the file's. */
  readonly named?: readonly string[];
  /** Of the page in which the passport came, by `pageHashOf`; none where it came in no page. */
  readonly pageHash?: string;
  /** Is told each check as it ends. */
  readonly onCheck?: (check: PassportCheck) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Checks all that a passport says, from the hash of a block up. Nothing that the node answers is believed: what it gives
 * must lead to the anchor by hashes, or is a proof that is verified here. What it leaves out is not checked.
 *
 * What has to be believed is told as `trust`: that the anchor is a block of the chain, that the deployment is the one that
 * its publisher means and its keys are honestly made, and what sites and assayers signed.
 * @throws whatever `onCheck` throws; nothing else of a node's or a file's making
 */
export async function checkPassport(file: PassportFile, options: CheckOptions): Promise<PassportReport> {
  const {
    ask,
    witnesses = [],
    named = [],
    pageHash,
    onCheck = () => undefined,
    onProgress = () => undefined,
  } = options;
  const anchor = options.anchor ?? { blockHash: file.anchor, origin: "issuer" };
  const { deployments, subject } = file;
  const [deployment] = deployments;
  const ledger = new Ledger(onCheck);
  const questions = new Questions(ask);
  const fetching = Transactions.fetch(questions, [...new Set(file.transactions)], onProgress);

  if (named.length > 0) for (const each of deployments) await checkNamed(ledger, each, named);
  if (pageHash !== undefined) await checkPage(ledger, deployment, pageHash);
  const keys: CircuitKeys[] = [];
  for (const [depth, each] of deployments.entries())
    keys.push(await checkKeys(ledger, each, at("keys", depth)));
  await ledger.check("chain", "", async (inputs) => {
    // A node's word only. What proves the chain is the lot's retirement, whose purpose has its id.
    const found = String(Number(await questions.ask("eth_chainId", [])));
    Object.assign(inputs, { expected: String(deployment.chainId), found });
    if (found !== inputs["expected"]) throw contradicted("chain-differs");
    return {};
  });
  onProgress({ step: "header", done: 0, of: 1 });
  const header = await ledger.check("header", "", async (inputs) => {
    inputs["expected"] = anchor.blockHash;
    return headerOf(await questions.ask("eth_getBlockByHash", [anchor.blockHash, false]), anchor.blockHash);
  });
  const agreed =
    witnesses.length === 0 ? undefined : await checkAnchor(ledger, header, { ...anchor, witnesses });
  const state = header === undefined ? undefined : new State(questions, header);

  onProgress({ step: "state", done: 0, of: 1 });
  const { contracts } = deployment;
  const [places, , claims] = await Promise.all([
    Promise.all(deployments.map((each, depth) => openLots(ledger, state, each, { depth, deployments }))),
    // its code is why a proof that it let pass has held, and its keys are those that were published
    Promise.all(
      deployments.map((each, depth) =>
        openContract(ledger, state, at("proofVerifier", depth), each.contracts.proofVerifier),
      ),
    ),
    openContract(ledger, state, "claims", contracts.claims),
  ]);
  const lots = new DeployedLots(places);
  const pack =
    subject.kind === "pack" ? await checkPack(ledger, { file, state, lots, subject, deployment }) : undefined;
  const lotId = subject.kind === "lot" ? subject.lotId : pack?.order?.lotId;
  const stored = subject.kind === "lot" ? await checkLiveLot(ledger, lots, subject.lotId) : pack?.stored;
  const lot = lotId === undefined || stored === undefined ? undefined : { lotId, ...stored };

  const transactions = await fetching;
  const wanted = wantedClaims(file, pack?.order);
  const place: ClaimsPlace = {
    ...{ ledger, claims, lots, transactions, keys: keys[0] },
    ...{ attributes: deployment.attributes, policies: file.policies },
  };
  const claimFacts = [];
  for (const each of wanted) claimFacts.push(...(await checkClaim(place, lot, each)));

  onProgress({ step: "lineage", done: 0, of: 1 });
  const lineage = await ledger.check("lineage", "", async (inputs) => {
    const { lotId: id } = needed(lot);
    const traced = await traceLineage(lots, transactions, id, keys);
    Object.assign(inputs, { lots: String(traced.lots), operations: String(traced.operations.length) });
    return traced;
  });
  await ledger.check("operation-proofs", "", async (inputs) => {
    const traced = needed(lineage);
    inputs["operations"] = String(traced.operations.length);
    await verifyOperations(traced, keys, onProgress);
    return {};
  });
  const recalls = await checkRecalls(ledger, { state, lots, file, lot, heeded: pack?.order?.recalls ?? [] });

  return {
    kobold: "passport-report",
    version: 1,
    verdict: ledger.verdict,
    checks: ledger.checks,
    facts: {
      anchor: header === undefined ? null : { number: header.number, timestamp: header.timestamp },
      pack: pack?.fact ?? null,
      lot: lot === undefined ? null : lotFact(lot),
      claims: claimFacts,
      lineage: lineage === undefined ? null : lineageFact(lineage, deployments),
      recalls,
    },
    trust: {
      deployments: deployments.map((each) => ({
        fingerprint: each.fingerprint,
        chainId: String(each.chainId),
        cobaltLot: each.contracts.cobaltLot.address,
        origin: named.includes(each.fingerprint) ? "named" : "issuer",
        hasDevelopmentKeys: areDevelopmentKeys(each.keys),
      })),
      anchor: agreed === undefined ? anchor : { ...anchor, origin: "agreed" },
      registries: lineage === undefined ? [] : registriesOf(lineage),
    },
  };
}

/** Whether each of some nodes has the block at its height, so that it is not one that was given up or made up. */
function checkAnchor(
  ledger: Ledger,
  header: Header | undefined,
  { blockHash, witnesses }: { readonly blockHash: string; readonly witnesses: readonly Ask[] },
) {
  return ledger.check("anchor", "", async (inputs) => {
    const height = `0x${needed(header).number.toString(16)}`;
    Object.assign(inputs, { expected: blockHash, nodes: String(witnesses.length) });
    for (const witness of witnesses) {
      const block = await new Questions(witness).ask("eth_getBlockByNumber", [height, false]);
      if (block === null) throw unchecked("block-unknown");
      const found = typeof block === "object" && "hash" in block ? block.hash : undefined;
      if (typeof found !== "string") throw unchecked("rpc-answer-malformed");
      if (found.toLowerCase() !== blockHash) throw contradicted("anchor-differs");
    }
    return {};
  });
}

/** How something of a deployment is called in the list of checks. */
function at(name: string, depth: number): string {
  const isOwn = depth === 0;
  if (name === "keys") return isOwn ? "" : `keys@${depth}`;
  return isOwn ? name : `${name}@${depth}`;
}

async function checkNamed(ledger: Ledger, { fingerprint }: KnownDeployment, named: readonly string[]) {
  await ledger.check("deployment", fingerprint, (inputs) => {
    inputs["expected"] = named.join(" ");
    if (!named.includes(fingerprint)) throw contradicted("deployment-foreign", { found: fingerprint });
    return {};
  });
}

/** A page can't speak for itself: one that lies would say that it is another. */
function checkPage(ledger: Ledger, deployment: KnownDeployment, found: string) {
  return ledger.check("page", "", (inputs) => {
    const expected = deployment.pageHash;
    if (expected === undefined) throw unchecked("page-unpublished");
    Object.assign(inputs, { expected, found });
    if (found !== expected) throw contradicted("page-differs");
    return {};
  });
}

function checkKeys(
  ledger: Ledger,
  { keys, keysHash }: KnownDeployment,
  subject: string,
): Promise<CircuitKeys> {
  return ledger.check("keys", subject, (inputs) => {
    const found = keysHashOf(keys);
    Object.assign(inputs, { expected: keysHash, found });
    if (found !== keysHash) throw contradicted("keys-differ");
    return verifyingKeysOf(keys);
  });
}

async function openLots(
  ledger: Ledger,
  state: State | undefined,
  deployment: KnownDeployment,
  { depth, deployments }: { readonly depth: number; readonly deployments: readonly KnownDeployment[] },
) {
  const { cobaltLot } = deployment.contracts;
  const successor = deployments[depth - 1];
  const isNext = successor === undefined || successor.predecessor?.cobaltLot === cobaltLot.address;
  const contract = isNext
    ? await openContract(ledger, state, at("cobaltLot", depth), cobaltLot)
    : await ledger.check("code", at("cobaltLot", depth), (): Contract => {
        throw contradicted("wiring-differs", { found: cobaltLot.address });
      });
  return { deployment, contract };
}

/** Each policy once, by who asks for it first. */
function wantedClaims(file: PassportFile, order: BackedOrder | undefined): WantedClaim[] {
  const all: WantedClaim[] = [];
  const ask = (policies: readonly bigint[], askedBy: WantedClaim["askedBy"]) => {
    for (const policyId of policies)
      if (!all.some((each) => each.policyId === policyId)) all.push({ policyId, askedBy });
  };
  // of a live lot, whatever its passport says that it meets
  if (file.subject.kind === "lot")
    ask(
      file.policies.map(({ id }) => id),
      "reader",
    );
  if (order === undefined) return all;
  ask(order.gatePolicies, "gate");
  ask(order.policies, "order");
  ask([order.quantityPolicy], "quantity");
  return all;
}

function lotFact({ lotId, ...lot }: StoredLot & { readonly lotId: bigint }): LotFact {
  const { provenanceId, status, kind, createdAt } = lot;
  if (status === "unknown") throw new RangeError("a lot that is stored is known");
  return { lotId: idText(lotId), provenanceId, status, madeBy: kind, createdAt };
}
