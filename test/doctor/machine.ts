import { rmSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";

import { renderText } from "../../scripts/core/phrase.ts";
import { checkCompiler, checkKeys, checkNode } from "../../scripts/doctor/machine.ts";
import { artefactPaths, projectRoot } from "../../scripts/prover/files.ts";
import { withArtefactCopy } from "../fixtures/artefact-copy.ts";
import { flipByte } from "../fixtures/flip-byte.ts";

describe("the doctor's look at the machine", () => {
  it("tells a Node that runs from one that lacks Argon2id, and from one that is too old", () => {
    const outcomes = ["24.21.0", "24.7.0", "24.6.9", "22.13.0", "22.12.0", "20.20.2", "100.0.0"].map(
      (version) => checkNode(version).outcome,
    );
    expect(outcomes).to.deep.equal(["ok", "ok", "warning", "warning", "failed", "failed", "ok"]);
  });

  it("holds the installed compiler against the one that is configured", () => {
    const file = path.join(projectRoot, "node_modules/solc/soljson.js");
    expect(checkCompiler({ version: "0.8.34", path: file }).outcome).to.equal("ok");
    const other = checkCompiler({ version: "0.8.33", path: file });
    expect(other.outcome).to.equal("failed");
    expect(renderText(other.what)).to.contain("0.8.33").and.to.contain("0.8.34");
    expect(renderText(other.remedy)).to.contain("npm ci");
    expect(checkCompiler({ version: "0.8.34", path: "/nowhere/soljson.js" }).outcome).to.equal("failed");
    expect(checkCompiler({ version: "0.8.34" }).outcome).to.equal("skipped");
  });

  it("finds circuits that are not built, and keys that are not those of the lock, each with its remedy", async () => {
    await withArtefactCopy((root) => {
      expect(checkKeys(root).every(({ outcome }) => outcome === "ok")).to.equal(true);
      rmSync(artefactPaths("split", root).wasm);
      flipByte(artefactPaths("claim", root).zkey, 5_000);
      const found = checkKeys(root).filter(({ outcome }) => outcome === "failed");
      expect(found.map(({ id }) => id)).to.deep.equal(["keys/split", "keys/claim"]);
      expect(renderText(found[0]?.remedy ?? "")).to.contain("circuits build");
      expect(renderText(found[1]?.remedy ?? "")).to.contain("circuits setup");
    });
  });
});
