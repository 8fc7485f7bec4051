import { readSiteKeys } from "../chain/site-keys.ts";
import { assayerOf } from "../core/assay.ts";
import { requireAssayer } from "../core/assayer-key.ts";
import { hexOfBytes } from "../core/bytes.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { randomField } from "../core/random.ts";
import {
  keysHashOf,
  type Point,
  processCommitment,
  type ProcessFigures,
  siteKeysOf,
  traceKeyOf,
} from "../core/site.ts";
import { SITE_APPLICATION, SITE_TRACE } from "../notes/file-kinds.ts";
import type { SiteRecord } from "../vault/site-record.ts";
import type { Vault } from "../vault/vault.ts";
import { type Desk } from "./desk.ts";
import { openSealed, type Sending, sealTo } from "./files.ts";
import { resolveSite } from "./resolve.ts";
import { answer } from "../chain/rpc.ts";

/**
 * Makes a site's secrets and keeps them in the vault.
 * @param assayer the outside assayer's public key; without it, this firm gets an assayer's key of its own
 * @throws VAULT_CONFLICT if the vault has a site of this name, OUT_OF_RANGE for figures that no proof can hold
 */
export function newSite(
  vault: Vault,
  name: string,
  process: Omit<ProcessFigures, "processSalt">,
  assayer?: Point,
): SiteRecord {
  if (vault.sites.get(name) !== undefined) {
    throw new KoboldError(
      "VAULT_CONFLICT",
      phrase`the vault has a site called "${name}" already`,
      phrase`choose another name: new secrets would cost the site its accreditation`,
    );
  }
  const own = assayer === undefined ? crypto.getRandomValues(new Uint8Array(32)) : undefined;
  const site: SiteRecord = {
    name,
    secrets: { siteSecret: randomField(), traceSecret: randomField() },
    assayer: own === undefined ? requireAssayer(assayer ?? [0n, 0n]) : assayerOf(own),
    assayerKey: own === undefined ? null : hexOfBytes(own),
    process: { ...process, processSalt: randomField() },
  };
  processCommitment(site.process);
  vault.sites.put(site);
  return site;
}

/** What the accreditor needs: public keys and process figures. @throws NOT_FOUND */
export async function applicationFile(desk: Desk, name: string, sending: Sending): Promise<string> {
  const site = resolveSite(desk, name);
  const { siteKey, traceKey, assayer } = siteKeysOf(site.secrets, site.assayer);
  const body = { name: site.name, siteKey, traceKey, assayer, process: site.process };
  return sealTo(desk, SITE_APPLICATION, sending, body);
}

/** What the tracing authority needs, and nobody else may have. @throws NOT_FOUND */
export async function traceFile(desk: Desk, name: string, sending: Sending): Promise<string> {
  const site = resolveSite(desk, name);
  const { siteKey } = siteKeysOf(site.secrets, site.assayer);
  const body = { name: site.name, siteKey, traceSecret: site.secrets.traceSecret };
  return sealTo(desk, SITE_TRACE, sending, body);
}

/** The accreditor's side: opens an application and checks its assayer's key. @throws as `openFile`; BAD_INPUT */
export async function readApplication(desk: Desk, text: string) {
  const { from, body } = await openSealed(desk, SITE_APPLICATION, text);
  requireAssayer(body.assayer);
  return { from, ...body, processCommitment: processCommitment(body.process) };
}

/**
 * The tracing authority's side: opens a trace secret, holds it against the keys that were proposed, and keeps it.
 * @returns the site's id, and the hash of keys to confirm
 * @throws as `openFile`; NOT_FOUND if no such site was proposed, MISMATCH if its trace key is another secret's
 */
export async function receiveTrace(desk: Desk, text: string): Promise<{ siteId: bigint; keysHash: bigint }> {
  const { contracts, vault } = desk;
  const { body } = await openSealed(desk, SITE_TRACE, text);
  const { name, siteKey, traceSecret } = body;
  const proposed = await answer(phrase`proposals`, readSiteKeys(contracts.accreditation));
  const proposal = proposed.find((site) => site.keys.siteKey === siteKey);
  if (proposal === undefined) {
    throw new KoboldError(
      "NOT_FOUND",
      phrase`no site with the keys of "${name}" was proposed`,
      phrase`wait until the accreditor has registered it`,
    );
  }
  const { siteId } = proposal;
  if (proposal.keys.traceKey !== traceKeyOf(traceSecret)) {
    throw new KoboldError(
      "MISMATCH",
      phrase`the trace secret received does not belong to site ${siteId}, so its permits could not be traced`,
      phrase`do not confirm the site`,
    );
  }
  vault.traces.put({ siteKey, name, traceSecret });
  return { siteId, keysHash: keysHashOf(proposal.keys) };
}
