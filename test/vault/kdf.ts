import { expect } from "chai";
import { describe, it } from "mocha";

import { defaultKdf, kdfSchema, passphraseKey, requireUsablePassphrase } from "../../scripts/vault/kdf.ts";
import { codeOf, FAST_KDF } from "../fixtures/vault.ts";

const SALT = Buffer.alloc(16, 2);

describe("the passphrase's key", () => {
  it("is Argon2id's, with 64 MiB and three passes", () => {
    expect(defaultKdf()).to.deep.equal({
      name: "argon2id",
      memoryKib: 65_536,
      passes: 3,
      parallelism: 1,
    });
  });

  it("is that of Argon2id's reference implementation", () => {
    const kdf = { name: "argon2id", memoryKib: 65_536, passes: 2, parallelism: 1 } as const;
    expect(passphraseKey("password", Buffer.from("somesalt"), kdf).toString("hex")).to.equal(
      "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
    );
  });

  it("is scrypt's of RFC 7914, section 12, where that is asked for", () => {
    const key = passphraseKey("pleaseletmein", Buffer.from("SodiumChloride"), {
      name: "scrypt",
      cost: 16_384,
      blockSize: 8,
      parallelism: 1,
    });
    // the first 32 of the 64 bytes: PBKDF2's blocks do not depend on the length asked for
    expect(key.toString("hex")).to.equal("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
  });

  it("does not depend on how a keyboard composes letters", () => {
    const composed = passphraseKey("caf\u00e9 au lait", SALT, FAST_KDF);
    expect(passphraseKey("cafe\u0301 au lait", SALT, FAST_KDF).equals(composed)).to.be.true;
  });

  it("differs with the passphrase, the salt and the parameters", () => {
    const keys = [
      passphraseKey("one passphrase", SALT, FAST_KDF),
      passphraseKey("another passphrase", SALT, FAST_KDF),
      passphraseKey("one passphrase", Buffer.alloc(16, 3), FAST_KDF),
      passphraseKey("one passphrase", SALT, {
        ...FAST_KDF,
        name: "argon2id",
        memoryKib: 16,
        passes: 1,
        parallelism: 1,
      }),
    ].map((key) => key.toString("hex"));
    expect(new Set(keys).size).to.equal(4);
  });

  it("is not derived with parameters that would take hours or all memory", () => {
    expect(kdfSchema.safeParse({ ...FAST_KDF, memoryKib: 2 ** 30 }).success).to.be.false;
    expect(kdfSchema.safeParse({ ...FAST_KDF, passes: 10_000 }).success).to.be.false;
    expect(kdfSchema.safeParse(FAST_KDF).success).to.be.true;
  });

  it("is not that of a passphrase of seven characters", () => {
    expect(
      codeOf(() => {
        requireUsablePassphrase("1234567");
      }),
    ).to.equal("VAULT_PASSPHRASE");
    expect(
      codeOf(() => {
        requireUsablePassphrase("12345678");
      }),
    ).to.equal(undefined);
  });
});
