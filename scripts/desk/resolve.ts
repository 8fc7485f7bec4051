import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import * as counts from "../core/counts.ts";
import { isGone, type LotRecord } from "../vault/lot-record.ts";
import { idsFrom, onlyId } from "../core/ids.ts";
import type { SiteRecord } from "../vault/site-record.ts";
import type { Desk } from "./desk.ts";

/** The lot of the vault that a person means by its label or the first digits of its id. @throws NOT_FOUND, AMBIGUOUS */
export function resolveLot({ port, vault }: Desk, name: string): LotRecord {
  const lots = vault.lots.list({ deployment: port.deployment });
  const named = lots.filter(({ label, state }) => label === name && state !== "abandoned");
  // what was weakened, or made anew after an attempt that came to nothing, has the name of the lot that is gone
  const living = named.filter((lot) => !isGone(lot));
  const labelled = living.length > 0 ? living : named;
  const ids = (some: readonly LotRecord[]) => some.map(({ id }) => id);
  const found = labelled.length > 0 ? ids(labelled) : (idsFrom(name, ids(lots)) ?? []);
  const remedy = phrase`give its label, or more digits of its id; \`lot list\` shows the lots`;
  const id = onlyId(name, found, phrase`the vault has no lot "${name}"`, remedy);
  return vault.lots.require(port.deployment, id);
}

/** The site of the vault with this name; its only one where none is given. @throws NOT_FOUND, AMBIGUOUS */
export function resolveSite({ vault }: Desk, name: string): SiteRecord {
  const sites = vault.sites.list();
  const [only, another] = sites;
  const found = name === "" && another === undefined ? only : sites.find((site) => site.name === name);
  if (found !== undefined) return found;
  const names = sites.map((site) => site.name).join(", ");
  throw new KoboldError(
    only === undefined || name !== "" ? "NOT_FOUND" : "AMBIGUOUS",
    name === ""
      ? phrase`no site is named, and the vault has ${counts.sites(sites.length)}`
      : phrase`the vault has no site called "${name}"`,
    only === undefined
      ? phrase`make the site's keys first: \`site keygen\``
      : phrase`name one with --site: ${names}`,
  );
}
