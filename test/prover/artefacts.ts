import { appendFileSync, copyFileSync, rmSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { KoboldError } from "../../scripts/core/errors.ts";
import { loadArtefacts } from "../../scripts/prover/artefacts.ts";
import { artefactPaths, lockPath } from "../../scripts/prover/files.ts";
import { withArtefactCopy } from "../fixtures/artefact-copy.ts";

function refusal(action: () => unknown): KoboldError {
  try {
    action();
  } catch (error) {
    if (error instanceof KoboldError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the artefacts that proving takes", () => {
  it("are loaded as the lock file names them", async () => {
    await withArtefactCopy((root) => {
      expect(loadArtefacts("claim", root).zkey.length).to.be.above(1_000_000);
    });
  });

  it("are refused if the circuit was changed without new keys, with what to run", async () => {
    await withArtefactCopy((root) => {
      appendFileSync(artefactPaths("claim", root).wasm, "x");
      const { code, message, remedy } = refusal(() => loadArtefacts("claim", root));
      expect(code).to.equal("ARTEFACT_STALE");
      expect(message).to.include("circuit claim");
      expect(remedy).to.include("npx hardhat circuits setup");
      expect(loadArtefacts("split", root).vkey).to.be.an("object");
    });
  });

  it("are refused if a key is another circuit's", async () => {
    await withArtefactCopy((root) => {
      copyFileSync(artefactPaths("split", root).zkey, artefactPaths("claim", root).zkey);
      expect(refusal(() => loadArtefacts("claim", root)).code).to.equal("ARTEFACT_STALE");
    });
  });

  it("are asked for if they are missing", async () => {
    await withArtefactCopy((root) => {
      rmSync(artefactPaths("claim", root).wasm);
      rmSync(artefactPaths("split", root).zkey);
      expect(refusal(() => loadArtefacts("claim", root)).remedy).to.include("npx hardhat circuits build");
      expect(refusal(() => loadArtefacts("split", root)).remedy).to.include("npx hardhat circuits setup");
      rmSync(lockPath(root));
      const { code, remedy } = refusal(() => loadArtefacts("mint", root));
      expect([code, remedy]).to.deep.equal([
        "ARTEFACT_MISSING",
        "restore circuits/keys from the repository, or run `npx hardhat circuits setup`",
      ]);
    });
  });
});
