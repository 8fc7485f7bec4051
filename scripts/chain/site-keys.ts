import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import type { SiteKeys } from "../core/site.ts";
import { readEvents } from "./history/read-events.ts";

/** The keys that sites were proposed with, in the order of their ids, then those that they were rotated to. */
export async function readSiteKeys(
  accreditation: Accreditation,
): Promise<{ readonly siteId: bigint; readonly keys: SiteKeys }[]> {
  const { filters } = accreditation;
  const [proposed, rotated] = await Promise.all([
    readEvents(accreditation, filters.SiteProposed()),
    readEvents(accreditation, filters.SiteRotated()),
  ]);
  return [...proposed, ...rotated].map(({ args }) => {
    // by position, since `args.keys` is the method of every array
    const { siteKey, traceKey, assayerX, assayerY } = args[1];
    return { siteId: args.siteId, keys: { siteKey, traceKey, assayer: [assayerX, assayerY] } };
  });
}
