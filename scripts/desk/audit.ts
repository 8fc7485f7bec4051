import { phrase } from "../core/phrase.ts";
import { readLineage } from "../chain/lineage.ts";
import { readEvents } from "../chain/history/read-events.ts";
import { lotEventOf } from "../chain/lot-events.ts";
import { LotHistories } from "../chain/lot-histories.ts";
import { lotId as lotIdOf } from "../core/lot.ts";
import { readSiteKeys } from "../chain/site-keys.ts";
import { readRegistry } from "../chain/registry.ts";
import { periodOf } from "../core/calendar.ts";
import { checkDisclosure, lineageOf } from "../core/disclosure.ts";
import { linkPermits, type PermitLink, type PermitUse, type TracedSite } from "../core/permit-links.ts";
import { AUDIT_DISCLOSURE } from "../notes/file-kinds.ts";
import type { Desk } from "./desk.ts";
import { openSealed, type Sending, sealTo } from "./files.ts";
import { openingOf } from "./lots.ts";
import { movedLot } from "./move.ts";
import { answer } from "../chain/rpc.ts";

/** A file with a lot's opening, and those of its lineage as far as this vault knows them, sealed to an auditor. */
export async function discloseLot(
  desk: Desk,
  lotId: bigint,
  sending: Sending,
  withLineage: boolean,
): Promise<string> {
  const { contracts, port, vault } = desk;
  const lineage = withLineage
    ? await answer(phrase`lineage`, readLineage(contracts.cobaltLot, [lotId]))
    : undefined;
  const [, ...ancestors] = lineageOf(lotId, (id) => lineage?.get(id)).keys();
  const known = ancestors.flatMap(
    (id) => (vault.lots.get(port.deployment, id) ?? movedLot(desk, id))?.lot ?? [],
  );
  const body = { subject: lotId, lots: [openingOf(desk, lotId), ...known] };
  return sealTo(desk, AUDIT_DISCLOSURE, sending, body);
}

/** The auditor's side: opens a disclosure and holds it against the chain. @throws as `openFile` */
export async function checkDisclosureFile(desk: Desk, text: string) {
  const { contracts } = desk;
  const { body, ...cover } = await openSealed(desk, AUDIT_DISCLOSURE, text);
  const { subject, lots } = body;
  const named = [subject, ...lots.map((lot) => lotIdOf(lot))];
  const lineage = await answer(phrase`lineage`, readLineage(contracts.cobaltLot, named));
  const { attributes } = await answer(phrase`registry`, readRegistry(contracts.accreditation));
  const report = checkDisclosure(subject, lots, (id) => lineage.get(id), attributes);
  return { ...cover, report };
}

/** The tracing authority's side: the sites where some lots were minted or refined, as far as its vault knows sites. */
export async function linkLots(
  desk: Desk,
  lotIds: readonly bigint[],
): Promise<Map<bigint, PermitLink | undefined>> {
  const uses = new Map<bigint, PermitUse>();
  const histories = await LotHistories.of(desk.contracts.cobaltLot);
  for (const { log } of await histories.makingsOf(lotIds)) {
    const event = lotEventOf(log);
    if (event.type !== "made" || event.permit === undefined) continue;
    const { permit, day } = event.permit;
    for (const lotId of event.lotIds) uses.set(lotId, { permit, period: periodOf(day) });
  }
  const asked = lotIds.flatMap((id) => uses.get(id) ?? []);
  const links = linkPermits(await tracedSites(desk), asked);
  return new Map(
    lotIds.map((id) => {
      const use = uses.get(id);
      return [id, use === undefined ? undefined : links.get(use.permit)];
    }),
  );
}

/** What the vault was told of sites, with the most permits that the chain ever gave each. */
async function tracedSites({ contracts, vault }: Desk): Promise<TracedSite[]> {
  const { accreditation } = contracts;
  const [known, proposed, amended] = await answer(
    phrase`sites`,
    Promise.all([
      readSiteKeys(accreditation),
      readEvents(accreditation, accreditation.filters.SiteProposed()),
      readEvents(accreditation, accreditation.filters.SiteAmended()),
    ]),
  );
  return vault.traces.list().map(({ siteKey, name, traceSecret }) => {
    const ids = new Set(known.filter(({ keys }) => keys.siteKey === siteKey).map(({ siteId }) => siteId));
    const own = [...proposed, ...amended].filter(({ args }) => ids.has(args.siteId));
    const permits = own.map(({ args }) => Number(args.terms.permits));
    return { name, traceSecret, permits: Math.max(0, ...permits) };
  });
}
