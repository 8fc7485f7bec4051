import { contextOf, type OperationContext } from "../chain/hashes.ts";
import { readRegistry } from "../chain/registry.ts";
import { readSiteProfile } from "../chain/site-profile.ts";
import { type AssaySignature, type AssayStatement, signAssay } from "../core/assay.ts";
import { bytesOfHex } from "../core/bytes.ts";
import { periodOf } from "../core/calendar.ts";
import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { KoboldError } from "../core/errors.ts";
import { asJson } from "../core/json.ts";
import { phrase } from "../core/phrase.ts";
import { type Lot, lotId } from "../core/lot.ts";
import { mint, mintInputs, type MintFigures } from "../core/mint.ts";
import { randomField } from "../core/random.ts";
import type { Registry } from "../core/registry.ts";
import { refine, refineInputs, type RefineFigures } from "../core/refine.ts";
import { type Site, type SiteKeys, siteKeysOf } from "../core/site.ts";
import type { SiteOperation } from "../core/site-operation.ts";
import type { Permit } from "../vault/permit-store.ts";
import type { SiteRecord } from "../vault/site-record.ts";
import { type Desk } from "./desk.ts";
import { freePermits } from "./free-permits.ts";
import { resolveSite } from "./resolve.ts";
import { contextFor, type Done, labelled, openingOf, operate } from "./lots.ts";
import { answer, today } from "../chain/rpc.ts";

/** What a site's mint and refine have in common. */
export interface SiteWork {
  /** The site's name in the vault. */
  readonly site: string;
  readonly documents: string;
  readonly label?: string;
  /** Gets the assayer's signature; where the firm is the assayer itself, its key in the vault signs. */
  readonly assay?: (statement: AssayStatement, lot: Lot) => Promise<AssaySignature>;
}

/** Brings cobalt into the chain. @throws RULE_BROKEN, NOT_ACCREDITED, NOT_FOUND, VAULT_CONFLICT, CHAIN_REFUSED, … */
export async function mintLot(
  desk: Desk,
  work: SiteWork & {
    readonly figures: MintFigures;
    readonly recipient?: string;
    /** The lot that was drafted for the assayer; a new one by default. */
    readonly drafted?: Lot;
  },
): Promise<Done> {
  const atWork = await openSiteAtWork(desk, work.site);
  const lot = work.drafted ?? mint(atWork.site, work.figures, atWork.day, randomField);
  const submitter = desk.account;
  const recipient = work.recipient ?? submitter;
  const context = { ...(await contextFor(desk, work.documents, [lot], recipient)), recipient, submitter };
  const children = [labelled(lot, work.label)];
  const { site, documents, label, figures } = work;
  const intent = asJson({ site, documents, label, figures, recipient });
  const plan = { kind: "mint", parents: [], children, permits: [atWork.permit], intent } as const;
  return operate(desk, plan, async () => {
    return { context, inputs: mintInputs(await assayed(atWork, work, lot, 0n, context), lot) };
  });
}

/** Refines a lot of the firm's own at a site of its own. */
export async function refineLot(
  desk: Desk,
  work: SiteWork & { readonly figures: RefineFigures; readonly parent: bigint },
): Promise<Done> {
  const atWork = await openSiteAtWork(desk, work.site);
  const { lot, inputs } = refineAt(atWork, work, openingOf(desk, work.parent));
  const submitter = desk.account;
  const context = { ...(await contextFor(desk, work.documents, [lot], submitter)), submitter };
  const children = [labelled(lot, work.label)];
  const plan = { kind: "refine", parents: [work.parent], children, permits: [atWork.permit] } as const;
  return operate(desk, plan, async () => ({ context, inputs: await inputs(context) }));
}

/** The lot that a site makes of `parent`, and the circuit's inputs once it is known what the proof is bound to. */
export function refineAt(
  atWork: SiteAtWork,
  work: SiteWork & { readonly figures: RefineFigures },
  parent: Lot,
): { lot: Lot; inputs: (context: OperationContext) => Promise<CircuitInputs> } {
  const { site, registry, day } = atWork;
  const lot = refine(site, registry.attributes, parent, work.figures, day, randomField);
  const inputs = async (context: OperationContext) =>
    refineInputs(await assayed(atWork, work, lot, lotId(parent), context), parent, lot);
  return { lot, inputs };
}

/** A site of the vault as the chain has it today. */
export interface SiteToday {
  readonly record: SiteRecord;
  readonly site: Site;
  readonly keys: SiteKeys;
  readonly registry: Registry;
  readonly day: number;
}

/** A site at work: today, under a permit that is free. */
export interface SiteAtWork extends SiteToday {
  readonly permit: Permit;
}

/** @throws as `openSiteToday`; RULE_BROKEN if no permit of the month is left */
export async function openSiteAtWork(desk: Desk, name: string): Promise<SiteAtWork> {
  const today = await openSiteToday(desk, name);
  // by then the vault knows what the chain has used up to the first that is free
  await freePermits(desk, today, 1);
  const { siteKey } = today.keys;
  const period = periodOf(today.day);
  const index = desk.vault.permits.nextIndex(siteKey, period, today.site.profile.permits);
  return { ...today, permit: { siteKey, period, index } };
}

/** @throws NOT_FOUND, AMBIGUOUS, NOT_ACCREDITED, RPC_FAILED */
export async function openSiteToday(desk: Desk, name: string): Promise<SiteToday> {
  const record = resolveSite(desk, name);
  const { accreditation } = desk.contracts;
  const keys = siteKeysOf(record.secrets, record.assayer);
  const [registry, profile, day] = await Promise.all([
    answer(phrase`registry`, readRegistry(accreditation)),
    answer(phrase`site's profile`, readSiteProfile(accreditation, keys)),
    today(desk),
  ]);
  return { record, site: { ...record, profile }, keys, registry, day };
}

/** A site's operation under its assayer's signature. @throws NO_SECRET if another firm is the assayer */
export async function assayed(
  { record, site, keys, registry, day, permit }: SiteAtWork,
  { assay }: Pick<SiteWork, "assay">,
  lot: Lot,
  parent: bigint,
  context: OperationContext,
): Promise<SiteOperation> {
  const statement = { lotId: lotId(lot), siteKey: keys.siteKey, deployment: registry.deployment, parent };
  const sign = assay ?? (() => Promise.resolve(signAssay(assayerKeyOf(record), statement)));
  const signature = await sign(statement, lot);
  return { site, registry, day, permitIndex: permit.index, context: contextOf(context), assay: signature };
}

/** @throws NO_SECRET if another firm is the assayer */
export function assayerKeyOf({ name, assayerKey }: SiteRecord): Uint8Array {
  if (assayerKey !== null) return bytesOfHex(phrase`assayer's key`, assayerKey, 32);
  throw new KoboldError(
    "NO_SECRET",
    phrase`the assayer of site ${name} is another firm`,
    phrase`have that firm sign a draft of the lot: \`assay draft\``,
  );
}
