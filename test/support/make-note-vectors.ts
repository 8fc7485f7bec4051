import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

import { format, resolveConfig } from "prettier";
import { z } from "zod/v4";

import { circomlib } from "./circomlib.ts";
import { deriveKeyPair, expand, extract, sealWith } from "./hpke.ts";

// Nothing here comes from scripts/: keys, openings and notes are written out once more over Node's primitives.
const r = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
const hash = (seed: string) => createHash("sha256").update(seed).digest();
const number = (value: string | bigint, length: number) =>
  Buffer.from(
    BigInt(value)
      .toString(16)
      .padStart(2 * length, "0"),
    "hex",
  );

const lotsSchema = z.object({
  lots: z.array(
    z.object({
      massGrams: z.string(),
      lanes: z.array(z.string()),
      oldestAudit: z.string(),
      salt: z.string(),
      provenance: z.string(),
      lotId: z.string(),
    }),
  ),
});

/** RFC 9180, A.2.1, base mode, sequence number 0. */
export const RFC_9180 = {
  info: "4f6465206f6e2061204772656369616e2055726e",
  ikmE: "909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b",
  pkEm: "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
  ikmR: "1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df",
  pkRm: "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a",
  skRm: "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
  sharedSecret: "0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7",
  key: "ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91",
  baseNonce: "5c4d98150661b848853b547f",
  plaintext: "4265617574792069732074727574682c20747275746820626561757479",
  aad: "436f756e742d30",
  ciphertext: "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
};

/**
 * The vectors that keys and notes are compared on. `node test/support/make-note-vectors.ts` writes them to
 * note-vectors.json.
 */
export async function makeNoteVectors() {
  const { poseidon } = await circomlib();
  const { lots } = lotsSchema.parse(
    JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")),
  );

  const key = (seed: string, index: number) => {
    const walletKey = hash(seed);
    const ikm = expand(extract(Buffer.from("kobold/hpke/v1"), walletKey), number(BigInt(index), 4), 32);
    return { walletKey, index, ikm, ...deriveKeyPair(ikm) };
  };

  /** The pieces of a lot: same lanes and audit, masses 1, 2, 3 … */
  const pieces = (lot: (typeof lots)[number], count: number) =>
    Array.from({ length: count }, (_, i) => {
      const massGrams = BigInt(i + 1);
      const salt = BigInt(`0x${hash(`piece ${i}`).toString("hex")}`) % r;
      const lotId = poseidon(massGrams, BigInt(lot.provenance), salt);
      return { ...lot, massGrams: String(massGrams), salt: String(salt), lotId: String(lotId) };
    });

  const note = (members: typeof lots, seed: string, index: number, chainId: bigint) => {
    const recipient = key(seed, index);
    const ephemeral = deriveKeyPair(hash(`ephemeral ${members[0]?.lotId ?? ""} ${members.length}`));
    const cobaltLot = hash(`contract ${seed}`).subarray(0, 20);
    const plaintext = Buffer.concat([
      ...(members[0]?.lanes ?? []).map((lane) => number(lane, 4)),
      number(members[0]?.oldestAudit ?? "", 2),
      ...members.flatMap(({ massGrams, salt }) => [number(massGrams, 4), number(salt, 32)]),
    ]);
    const aad = Buffer.concat([
      number(chainId, 32),
      cobaltLot,
      ...members.map(({ lotId }) => number(lotId, 32)),
    ]);
    const { enc, ciphertext } = sealWith(
      ephemeral,
      recipient.publicKey,
      Buffer.from("kobold/note/v1"),
      aad,
      plaintext,
    );
    const header = Buffer.from([1, members.length, ...recipient.publicKey.subarray(0, 4)]);
    return {
      walletKey: recipient.walletKey.toString("hex"),
      index,
      chainId: String(chainId),
      cobaltLot: `0x${cobaltLot.toString("hex")}`,
      lots: members.map(({ massGrams, lanes, oldestAudit, salt, lotId }) => ({
        massGrams,
        lanes,
        oldestAudit,
        salt,
        lotId,
      })),
      opening: plaintext.toString("hex"),
      note: Buffer.concat([header, enc, ciphertext]).toString("hex"),
    };
  };

  return {
    rfc9180: RFC_9180,
    keys: [key("mine", 0), key("mine", 1), key("refiner", 0xffff_ffff)].map(
      ({ walletKey, index, ikm, privateKey, publicKey }) => ({
        walletKey: walletKey.toString("hex"),
        index,
        ikm: ikm.toString("hex"),
        privateKey: privateKey.toString("hex"),
        publicKey: publicKey.toString("hex"),
      }),
    ),
    notes: [
      ...lots.map((lot, i) => note([lot], "mine", i, 31_337n)),
      ...lots
        .slice(2, 3)
        .flatMap((lot) => [
          note(pieces(lot, 2), "refiner", 0, 1n),
          note(pieces(lot, 8), "refiner", 1, 2n ** 256n - 1n),
        ]),
    ],
  };
}

if (import.meta.main) {
  const file = new URL("note-vectors.json", import.meta.url);
  const options = { ...(await resolveConfig(file)), parser: "json" };
  writeFileSync(file, await format(JSON.stringify(await makeNoteVectors()), options));
}
