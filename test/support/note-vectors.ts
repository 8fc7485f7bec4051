import { readFileSync } from "node:fs";

import { z } from "zod/v4";

import type { Lot } from "../../scripts/core/lot.ts";
import { provenanceOfLanes } from "../../scripts/core/provenance.ts";

const hex = z.string().transform((text) => Uint8Array.from(Buffer.from(text, "hex")));
const decimal = z.string().transform((text) => BigInt(text));

const lot = z
  .object({
    massGrams: decimal,
    lanes: z.array(decimal),
    oldestAudit: z.coerce.number(),
    salt: decimal,
    lotId: decimal,
  })
  .transform(({ massGrams, lanes, oldestAudit, salt, lotId }) => {
    const opening: Lot = { massGrams, provenance: provenanceOfLanes(lanes, oldestAudit), salt };
    return { opening, lotId };
  });

const schema = z.object({
  rfc9180: z.object({
    info: hex,
    ikmR: hex,
    pkEm: hex,
    pkRm: hex,
    plaintext: hex,
    aad: hex,
    ciphertext: hex,
  }),
  keys: z.array(z.object({ walletKey: hex, index: z.number(), publicKey: hex })),
  notes: z.array(
    z.object({
      walletKey: hex,
      index: z.number(),
      chainId: decimal,
      cobaltLot: z.string(),
      lots: z.array(lot),
      opening: hex,
      note: hex,
    }),
  ),
});

/** The committed vectors as the project's types. */
export function readNoteVectors() {
  return schema.parse(JSON.parse(readFileSync(new URL("note-vectors.json", import.meta.url), "utf8")));
}
