import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { renderText } from "../../scripts/core/phrase.ts";
import { withCurve } from "../../scripts/prover/curve.ts";
import { artefactPaths, lockPath, sha256 } from "../../scripts/prover/files.ts";
import { readLock } from "../../scripts/prover/lock.ts";
import type { CircuitName } from "../../scripts/prover/manifest.ts";
import { hasCoefficientsOf, r1csShape, zkeyBeacons, zkeyShape } from "../../scripts/setup/key-shape.ts";
import { wrongSections } from "../../scripts/setup/key-points.ts";
import { trapdoorsOf } from "../../scripts/setup/trapdoors.ts";
import { verifyKeys } from "../../scripts/setup/verify.ts";
import { withArtefactCopy } from "../fixtures/artefact-copy.ts";

const silent = (): void => undefined;

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** Flips a bit of the byte at a place in a section of a zkey. */
function flip(file: string, section: number, place: number): void {
  const bytes = readFileSync(file);
  const at = sectionAt(bytes, section) + place;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}

/** Lets the lock file name the files as they are now, as a forger would. */
function relock(root: string, circuit: CircuitName): void {
  const lock = readLock(root);
  const { zkey, vkey } = artefactPaths(circuit, root);
  const entry = {
    ...lock.circuits[circuit],
    zkey: sha256(readFileSync(zkey)),
    vkey: sha256(readFileSync(vkey)),
  };
  writeFileSync(
    lockPath(root),
    JSON.stringify({ ...lock, circuits: { ...lock.circuits, [circuit]: entry } }),
  );
}

/** Where the data of a section begins. */
function sectionAt(file: Buffer, number: number): number {
  let at = 12;
  while (file.readUInt32LE(at) !== number) at += 12 + Number(file.readBigUInt64LE(at + 4));
  return at + 12;
}

describe("the check of the development keys", () => {
  it("finds each file that was changed, and each lie in the lock file that goes with it", async () => {
    await withArtefactCopy(async (root) => {
      const at = (circuit: CircuitName) => artefactPaths(circuit, root);
      // mint: a point of the key
      flip(at("mint").zkey, 8, 5);
      // split: a circuit changed without new keys
      rewrite(path.join(root, "circuits/templates/split.circom"), (text) => `${text}\n`);
      // merge: a verifying key that is not the zkey's
      rewrite(at("merge").vkey, (text) => text.replace('"bn128"', '"bn254"'));
      relock(root, "merge");
      // refine: a coefficient of a constraint, which lets the circuit prove something else
      flip(at("refine").zkey, 4, 4 + 12);
      relock(root, "refine");
      // claim: the key of another circuit
      copyFileSync(at("split").zkey, at("claim").zkey);
      copyFileSync(at("split").vkey, at("claim").vkey);
      relock(root, "claim");
      rewrite(path.join(root, "contracts/lib/Tags.sol"), (text) => `${text}//`);
      // a circuit with a signal less
      rewrite(path.join(root, "contracts/VerifyingKeys.sol"), (text) =>
        text.replace("03060a0905", "03060a0904"),
      );

      const failed = (await verifyKeys(false, silent, root)).filter(({ outcome }) => outcome === "failed");
      expect(failed.map(({ what }) => renderText(what))).to.deep.equal([
        "mint: zkey as in the lock file",
        "split: sources as in the lock file",
        "contracts/lib/Tags.sol is as generated from core",
        "contracts/VerifyingKeys.sol is as generated from core",
        "mint: every point of the zkey is what circuit and beacons make of it; not so in C",
        "merge: the verifying key is the zkey's",
        "refine: the zkey has the circuit's wires, public signals, domain and coefficients",
        "claim: the zkey has the circuit's wires, public signals, domain and coefficients",
        "claim: the zkey's only contribution is the circuit's beacon",
        "claim: every point of the zkey is what circuit and beacons make of it; not so in header, IC, A, B1, C, H, B2",
        "γ ≠ δ in all coordinates, α, β, γ the same and δ different in all keys; " +
          "δ of claim and of split have a coordinate in common",
      ]);
      for (const { remedy } of failed) expect(renderText(remedy)).to.include("npx hardhat circuits setup");
    });
  });
});

describe("the shape of a key", () => {
  const read = (file: string) => new Uint8Array(readFileSync(file));

  it("is that of its circuit", () => {
    const { r1cs, zkey } = artefactPaths("split");
    const { constraints, ...shape } = r1csShape(read(r1cs));
    expect(zkeyShape(read(zkey))).to.deep.equal(shape);
    expect(constraints).to.be.below(shape.domainSize);
    expect(hasCoefficientsOf(read(zkey), read(r1cs))).to.equal(true);
    expect(zkeyBeacons(read(zkey))).to.have.length(1);
  });

  it("is not that of another circuit", () => {
    expect(hasCoefficientsOf(read(artefactPaths("split").zkey), read(artefactPaths("claim").r1cs))).to.equal(
      false,
    );
  });
});

describe("the points of a key", () => {
  const G1 = 64;
  const read = (file: string) => new Uint8Array(readFileSync(file));
  const { r1cs, zkey } = artefactPaths("split");

  it("are known by what snarkjs draws from the beacons", async () => {
    await withCurve(async (curve) => {
      expect(await wrongSections(curve, read(r1cs), read(zkey), trapdoorsOf("split"))).to.deep.equal([]);
      const wrong = await wrongSections(curve, read(r1cs), read(zkey), trapdoorsOf("merge"));
      expect(wrong).to.deep.equal(["header", "C", "H"]);
    });
  });

  it("are each looked at: two that are exchanged are found, whatever the section", async () => {
    // number and size of a point of each section, beside its name
    const sections: [string, number, number][] = [
      ["IC", 3, G1],
      ["A", 5, G1],
      ["B1", 6, G1],
      ["B2", 7, 2 * G1],
      ["C", 8, G1],
      ["H", 9, G1],
    ];
    await withCurve(async (curve) => {
      for (const [name, number, size] of sections) {
        const key = Buffer.from(read(zkey));
        let at = sectionAt(key, number);
        const point = (place: number) => Buffer.from(key.subarray(place, place + size));
        while (point(at).equals(point(at + size))) at += size;
        key.set(Buffer.concat([point(at + size), point(at)]), at);
        expect(await wrongSections(curve, read(r1cs), key, trapdoorsOf("split")), name).to.deep.equal([name]);
      }
    });
  }).timeout(120_000);
});
