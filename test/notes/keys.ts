import { readFileSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { keyPairOf, unseal } from "../../scripts/notes/hpke.ts";
import { deriveNoteKey, deriveNoteKeys } from "../../scripts/notes/keys.ts";
import { expectError } from "../fixtures/errors.ts";
import { deriveKeyPair, sealWith } from "../models/hpke.ts";
import { makeNoteVectors, RFC_9180 } from "../fixtures/vectors/make-note-vectors.ts";
import { readNoteVectors } from "../fixtures/vectors/note-vectors.ts";

const { rfc9180, keys } = readNoteVectors();

describe("the independent HPKE of the tests", () => {
  it("gives the figures of RFC 9180, A.2.1", () => {
    const bytes = (hex: string) => Buffer.from(hex, "hex");
    const ephemeral = deriveKeyPair(bytes(RFC_9180.ikmE));
    const recipient = deriveKeyPair(bytes(RFC_9180.ikmR));
    expect(recipient.privateKey.toString("hex")).to.equal(RFC_9180.skRm);
    expect(recipient.publicKey.toString("hex")).to.equal(RFC_9180.pkRm);
    const sealed = sealWith(
      ephemeral,
      recipient.publicKey,
      bytes(RFC_9180.info),
      bytes(RFC_9180.aad),
      bytes(RFC_9180.plaintext),
    );
    const figures = Object.entries(sealed).map(([name, value]) => [name, value.toString("hex")]);
    expect(Object.fromEntries(figures)).to.deep.equal({
      sharedSecret: RFC_9180.sharedSecret,
      key: RFC_9180.key,
      nonce: RFC_9180.baseNonce,
      enc: RFC_9180.pkEm,
      ciphertext: RFC_9180.ciphertext,
    });
  });

  it("computes the committed vectors", async () => {
    const committed = readFileSync(new URL("../fixtures/vectors/note-vectors.json", import.meta.url), "utf8");
    expect(JSON.parse(committed)).to.deep.equal(await makeNoteVectors());
  });
});

describe("the keys for notes", () => {
  it("open the ciphertext of RFC 9180, A.2.1", async () => {
    const pair = await keyPairOf(rfc9180.ikmR);
    expect(pair.publicKey).to.deep.equal(rfc9180.pkRm);
    const context = { info: new TextDecoder().decode(rfc9180.info), aad: rfc9180.aad };
    const sealed = Uint8Array.from([...rfc9180.pkEm, ...rfc9180.ciphertext]);
    expect(await unseal(pair, context, sealed)).to.deep.equal(rfc9180.plaintext);
  });

  it("are derived from the wallet as the vectors say", async () => {
    for (const { walletKey, index, publicKey } of keys) {
      expect((await deriveNoteKey(walletKey, index)).publicKey).to.deep.equal(publicKey);
    }
  });

  it("differ by index and come again in order", async () => {
    const walletKey = keys[0]?.walletKey ?? new Uint8Array();
    const derived = await deriveNoteKeys(walletKey, 5);
    expect(derived.map(({ index }) => index)).to.deep.equal([0, 1, 2, 3, 4]);
    expect(new Set(derived.map(({ publicKey }) => publicKey.join())).size).to.equal(5);
    expect(derived[1]?.publicKey).to.deep.equal(keys[1]?.publicKey);
  });

  it("need the 32 bytes of a wallet's key and an index of 32 bits", async () => {
    await expectError("MALFORMED", () => deriveNoteKey(new Uint8Array(31), 0), "31");
    await expectError("OUT_OF_RANGE", () => deriveNoteKey(new Uint8Array(32), 2 ** 32), "4294967296");
  });
});
