import { KoboldError } from "../core/errors.ts";
import { type LotRecord, lotIdText } from "../vault/lot-record.ts";
import type { Desk } from "./desk.ts";

/** The lot of the vault that a person means by its label or the first digits of its id. @throws BAD_RECORD */
export function lotMeant({ port, vault }: Desk, name: string): LotRecord {
  const labelled = vault.lots.list({ place: port.place }).filter(({ label }) => label === name);
  const prefix = /^(0x)?[0-9a-f]{4,64}$/i.test(name);
  const found = labelled.length > 0 ? labelled : prefix ? vault.lots.byPrefix(port.place, name) : [];
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  const many = found.map(({ id }) => lotIdText(id)).join(", ");
  throw new KoboldError(
    "BAD_RECORD",
    only === undefined ? `the vault has no lot "${name}"` : `"${name}" may be any of ${many}`,
    "give its label, or more digits of its id; `vault status` lists the lots",
  );
}
