import { KoboldError } from "../core/errors.ts";
import { documentsHashOf } from "../chain/hashes.ts";
import type { Lot } from "../core/lot.ts";
import { mint } from "../core/mint.ts";
import { phrase } from "../core/phrase.ts";
import { randomField } from "../core/random.ts";
import { processCommitment, siteLeaf } from "../core/site.ts";
import { formatMass } from "../core/units.ts";
import type { RowProblem } from "../sheets/cell.ts";
import type { Weighing } from "../sheets/weighing.ts";
import { isGone } from "../vault/lot-record.ts";
import { idText } from "../core/ids.ts";
import type { Desk } from "./desk.ts";
import { foreignMints, hashedDocuments } from "./import-documents.ts";
import { ImportedRows } from "./import-record.ts";
import { freePermits } from "./free-permits.ts";
import { openingOf } from "./lots.ts";
import { assayerKeyOf, openSiteToday, type SiteAtWork, type SiteToday } from "./sites.ts";

/** A row, the lot that it becomes, and the site and permit under which it does. */
export interface PlannedMint {
  readonly weighing: Weighing;
  readonly lot: Lot;
  readonly atWork: SiteAtWork;
  /** The papers, as their hash stands on the chain. */
  readonly documents: string;
}

export interface ImportPlan {
  readonly mints: readonly PlannedMint[];
  /** Rows whose lots an earlier import has made, or has on their way. */
  readonly known: readonly { readonly weighing: Weighing; readonly lotId: bigint }[];
  /** What forbids rows; while there is any, nothing may be sent. */
  readonly problems: readonly RowProblem[];
}

/**
 * Checks rows against the vault, the sites' accreditations and their permits of the month. Nothing is sent, and nothing
 * stored but what the chain says of permits.
 * @throws RPC_FAILED
 */
export async function planImport(desk: Desk, weighings: readonly Weighing[]): Promise<ImportPlan> {
  const problems: RowProblem[] = [];
  const attempt = async <T>({ row }: Weighing, work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KoboldError) || error.code === "RPC_FAILED") throw error;
      problems.push({ row, error });
      return undefined;
    }
  };
  const imported = new ImportedRows(desk);
  const labels = takenLabels(desk);
  const sites = new Map<string, Promise<SiteToday>>();
  const known: { weighing: Weighing; lotId: bigint }[] = [];
  const foreign = await foreignMints(desk);
  const drafts: { weighing: Weighing; lot: Lot; site: SiteToday; documents: string }[] = [];
  for (const weighing of weighings) {
    const earlier = await attempt(weighing, () => imported.find(weighing) ?? null);
    if (earlier === undefined) continue;
    if (earlier !== null) {
      known.push({ weighing, lotId: earlier.lotId });
      continue;
    }
    await attempt(weighing, async () => {
      const opened = sites.get(weighing.site) ?? ownSite(desk, weighing.site);
      sites.set(weighing.site, opened);
      const site = await opened;
      const documents = hashedDocuments(site.record.secrets, weighing);
      const minted = foreign.get(documentsHashOf(documents));
      if (minted !== undefined) {
        requireSameMass(openingOf(desk, minted), weighing);
        known.push({ weighing, lotId: minted });
        return;
      }
      requireFree(labels, weighing.label);
      const { massGrams, co2e } = weighing;
      const figures = co2e === undefined ? { massGrams } : { massGrams, co2e };
      const lot = mint(site.site, figures, site.day, randomField);
      drafts.push({ weighing, site, documents, lot });
    });
  }
  const mints: PlannedMint[] = [];
  for (const [name, opened] of sites) {
    const own = drafts.filter(({ weighing }) => weighing.site === name);
    if (own.length === 0) continue;
    const permits = await freePermits(desk, await opened, own.length);
    own.forEach(({ site, ...draft }, i) => {
      const permit = permits[i];
      if (permit !== undefined) mints.push({ ...draft, atWork: { ...site, permit } });
      else problems.push({ row: draft.weighing.row, error: withoutPermit(name, permits.length) });
    });
  }
  const byRow = (a: { weighing: Weighing }, b: { weighing: Weighing }) => a.weighing.row - b.weighing.row;
  return { mints: mints.sort(byRow), known, problems };
}

/** A site of this vault that is in the register and whose assayer is this firm. */
async function ownSite(desk: Desk, name: string): Promise<SiteToday> {
  const today = await openSiteToday(desk, name);
  const { record, site, keys, registry } = today;
  assayerKeyOf(record);
  registry.tree.path(siteLeaf(keys, site.profile, processCommitment(site.process)));
  return today;
}

/** Names of lots that this firm still has, which `resolveLot` should not find twice. */
function takenLabels({ port, vault }: Desk): Map<string, bigint> {
  const lots = vault.lots.list({ deployment: port.deployment }).filter((lot) => !isGone(lot));
  return new Map(lots.map(({ label, id }) => [label, id]));
}

function requireFree(labels: ReadonlyMap<string, bigint>, label: string): void {
  const id = label === "" ? undefined : labels.get(label);
  if (id === undefined) return;
  throw new KoboldError(
    "BAD_FILE",
    phrase`lot ${idText(id)} is called "${label}" already`,
    phrase`give the new lot another name`,
  );
}

function requireSameMass({ massGrams }: Lot, weighing: Weighing): void {
  if (massGrams === weighing.massGrams) return;
  throw new KoboldError(
    "BAD_FILE",
    phrase`the row is already minted, with ${formatMass(massGrams)} of cobalt instead of ${formatMass(weighing.massGrams)}`,
    phrase`undo the change; a minted lot can't be changed`,
  );
}

function withoutPermit(site: string, free: number): KoboldError {
  return new KoboldError(
    "RULE_BROKEN",
    phrase`site ${site} has no permit left for it: ${free} can be used this month`,
    phrase`keep rows for the next month, or ask the accreditor for more permits`,
  );
}
