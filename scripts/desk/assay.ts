import { z } from "zod/v4";

import { documentsHashOf } from "../chain/hashes.ts";
import { assayerOf, signAssay } from "../core/assay.ts";
import {
  type AssayDraft,
  requireSigned,
  type SampleLog,
  type SampleRecord,
  signDraft,
} from "../core/assay-draft.ts";
import { bytesOfHex, hexOfBytes } from "../core/bytes.ts";
import { KoboldError } from "../core/errors.ts";
import { requireField } from "../core/field.ts";
import { asJson } from "../core/json.ts";
import type { Lot } from "../core/lot.ts";
import { mint } from "../core/mint.ts";
import { phrase } from "../core/phrase.ts";
import { provenanceHash } from "../core/provenance.ts";
import { randomField } from "../core/random.ts";
import type { Point } from "../core/site.ts";
import { containedCobalt, type WeighedLot } from "../core/units.ts";
import { ASSAY_DRAFT, ASSAY_SIGNATURE } from "../notes/file-kinds.ts";
import { sealFile } from "../notes/sealed-file.ts";
import { bigintField, weighedField } from "../notes/fields.ts";
import { decodeLot, encodeLot } from "../vault/lot-record.ts";
import type { Vault } from "../vault/vault.ts";
import { type Desk } from "./desk.ts";
import { openSealed, type Sending, sealTo } from "./files.ts";
import type { Done } from "./lots.ts";
import { keyFor } from "./recipients.ts";
import { answer } from "../chain/rpc.ts";
import { mintLot, openSiteAtWork } from "./sites.ts";

/** A consignment that a site wants to mint, as its weighbridge and its assayer's certificate say. */
export interface Consignment {
  readonly site: string;
  readonly sample: string;
  readonly ticket: string;
  readonly weighed: WeighedLot;
  /** Grams CO2e per tonne; the site's audited floor by default. */
  readonly co2e?: bigint;
  readonly documents: string;
}

const draftSchema = z.object({
  site: z.string(),
  ticket: z.string(),
  weighed: weighedField,
  documents: z.string(),
  lot: z.string().transform(decodeLot),
});

/**
 * The site's side: drafts the lot, keeps its opening in the vault, and seals the draft to the assayer.
 * @throws VAULT_CONFLICT if the sample was drafted before, RULE_BROKEN, NOT_ACCREDITED, NOT_FOUND, AMBIGUOUS
 */
export async function draftMint(desk: Desk, consignment: Consignment, sending: Sending): Promise<string> {
  const { vault } = desk;
  const { site, sample, ticket, weighed, documents, co2e } = consignment;
  if (vault.drafts.get(sample) !== undefined) {
    throw new KoboldError(
      "VAULT_CONFLICT",
      phrase`sample ${sample} already has a draft`,
      phrase`mint it with the assayer's answer, or take a new sample`,
    );
  }
  const atWork = await openSiteAtWork(desk, site);
  const massGrams = containedCobalt(weighed);
  const figures = co2e === undefined ? { massGrams } : { massGrams, co2e };
  const lot = mint(atWork.site, figures, atWork.day, randomField);
  const kept = { site, ticket, weighed, documents, lot: encodeLot(lot) };
  const body = draftOf(consignment, lot, atWork.keys.siteKey);
  const sealed = await sealTo(desk, ASSAY_DRAFT, sending, body);
  vault.drafts.put({ name: sample, value: asJson(kept) });
  return sealed;
}

function draftOf(
  { sample, ticket, weighed, documents }: Omit<Consignment, "site">,
  { massGrams, provenance, salt }: Lot,
  siteKey: bigint,
): AssayDraft {
  const lot = { massGrams, provenance: provenanceHash(provenance), salt };
  return { sample, ticket, weighed, lot, siteKey, parent: 0n, documentsHash: documentsHashOf(documents) };
}

/** The site's side again: mints the lot that the assayer has signed. @throws NOT_FOUND if it fits no draft */
export async function mintDrafted(
  desk: Desk,
  text: string,
  options: { readonly recipient?: string; readonly label?: string } = {},
): Promise<Done> {
  const { contracts, vault } = desk;
  const { body } = await openSealed(desk, ASSAY_SIGNATURE, text);
  const stored = vault.drafts.get(body.sample);
  if (stored === undefined) {
    throw new KoboldError(
      "NOT_FOUND",
      phrase`this vault has no draft of sample ${body.sample}`,
      phrase`open the vault that made the draft`,
    );
  }
  const { lot, ...draft } = draftSchema.parse(JSON.parse(stored.value));
  const registered = await answer(phrase`deployment`, contracts.accreditation.deployment());
  return mintLot(desk, {
    ...options,
    site: draft.site,
    documents: draft.documents,
    figures: lot,
    drafted: lot,
    assay: ({ siteKey }) => {
      const drafted = draftOf({ ...draft, sample: body.sample }, lot, siteKey);
      const assayer = vault.sites.get(draft.site)?.assayer ?? [0n, 0n];
      return Promise.resolve(requireSigned(drafted, registered, assayer, body));
    },
  });
}

const assayerSchema = z.object({
  privateKey: z.string().transform((hex) => bytesOfHex(phrase`assayer's key`, hex, 32)),
  siteKeys: z.array(bigintField),
});
const ASSAYER = "assayer";

/** Makes this vault an assayer's, with a new key. @returns its public key @throws VAULT_CONFLICT if it has one */
export function newAssayer(vault: Vault): Point {
  if (vault.assayers.get(ASSAYER) !== undefined) {
    throw new KoboldError(
      "VAULT_CONFLICT",
      phrase`this vault holds an assayer's key already`,
      phrase`use that one, or make another vault`,
    );
  }
  const privateKey = crypto.getRandomValues(new Uint8Array(32));
  becomeAssayer(vault, privateKey, []);
  return assayerOf(privateKey);
}

/** Takes on a site. @returns the keys of all sites that this assayer works for @throws NO_SECRET */
export function serveSite(vault: Vault, siteKey: bigint): bigint[] {
  const { privateKey, siteKeys } = assayerIn(vault);
  const all = [...new Set([...siteKeys, requireField(phrase`site key`, siteKey)])];
  becomeAssayer(vault, privateKey, all);
  return all;
}

/** Makes this vault an assayer's. @param siteKeys of the sites that it works for */
export function becomeAssayer(vault: Vault, privateKey: Uint8Array, siteKeys: readonly bigint[]): void {
  vault.assayers.put({ name: ASSAYER, value: asJson({ privateKey: hexOfBytes(privateKey), siteKeys }) });
}

function assayerIn(vault: Vault): z.infer<typeof assayerSchema> {
  const setting = vault.assayers.get(ASSAYER);
  if (setting !== undefined) return assayerSchema.parse(JSON.parse(setting.value));
  throw new KoboldError(
    "NO_SECRET",
    phrase`this vault holds no assayer's key`,
    phrase`open the assayer's vault, or make this one an assayer's with \`assay keygen\``,
  );
}

/**
 * The assayer's side: holds a draft against its own figures, logs the sample, and seals the signature to the site.
 * @throws MISMATCH naming what does not fit, ALREADY_SIGNED, and as `openFile`
 */
export async function signDraftFile(
  desk: Desk,
  text: string,
  own: SampleRecord,
  { purpose, expiresOn }: Omit<Sending, "to">,
): Promise<string> {
  const { account, contracts, deployment, vault } = desk;
  const { from, body: draft } = await openSealed(desk, ASSAY_DRAFT, text);
  const { privateKey, siteKeys } = assayerIn(vault);
  const recipient = await keyFor(desk, from);
  const { r8, s } = signDraft(
    {
      privateKey,
      siteKeys: new Set(siteKeys),
      deployment: await answer(phrase`deployment`, contracts.accreditation.deployment()),
      log: sampleLog(vault, privateKey, draft),
    },
    draft,
    own,
  );
  const body = { sample: draft.sample, r8, s };
  return sealFile(ASSAY_SIGNATURE, { from: account, purpose, expiresOn, body }, recipient, deployment);
}

/** The vault's log of samples; a ticket is kept as the hash after that of the documents. */
function sampleLog(vault: Vault, privateKey: Uint8Array, { weighed, documentsHash }: AssayDraft): SampleLog {
  return {
    find: (sample, ticket) =>
      vault.assays
        .list()
        .filter((entry) => entry.sample === sample || entry.documents[1] === documentsHashOf(ticket))
        .map((entry) => ({
          sample: entry.sample,
          ticket: entry.documents[1] === documentsHashOf(ticket) ? ticket : "another",
          statement: entry.statement,
        })),
    add: ({ sample, ticket, statement }) => {
      const signature = signAssay(privateKey, statement);
      const documents = [documentsHash, documentsHashOf(ticket)];
      vault.assays.add({ sample, statement, weighed, documents, signature, signedAt: Date.now() });
    },
  };
}
