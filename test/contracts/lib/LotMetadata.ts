import { expect } from "chai";
import { ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { deployWithLots, freshTerms, TODAY } from "../../fixtures/lots-fixture.ts";
import { encoded, mergeOperation, refineOperation, splitOperation } from "../../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const PREFIX = "data:application/json;base64,";

async function fixture() {
  return deployWithLots(ethers);
}

/** What wallets are told of a lot. */
function metadata(lotId: bigint, attributes: readonly (string | number)[]) {
  const names = ["Status", "Made by", "Made on day", "Provenance", "Made from provenances"];
  return {
    name: `Cobalt lot 0x${lotId.toString(16).padStart(64, "0")}`,
    description: "A lot of cobalt with hidden mass and provenance. Claims about it are proven.",
    attributes: names.map((name, i) => ({ trait_type: name, value: attributes[i] })),
  };
}

describe("LotMetadata", () => {
  it("names how a lot was made, its status, its day and the provenances that it was made from", async () => {
    const { lots, ofAlice, bob } = await networkHelpers.loadFixture(fixture);
    const today = Number(TODAY);
    await networkHelpers.time.increaseTo((today + 3) * 86_400 - 60);
    await ofAlice.execute(encoded([splitOperation(1n, [11n, 12n]), mergeOperation([2n, 11n, 3n], 13n)]));
    await networkHelpers.time.increaseTo((today + 3) * 86_400);
    await ofAlice.execute(encoded([refineOperation(4n, 14n, { ...freshTerms(), day: TODAY + 3n })]));
    await ofAlice.offer(14n, bob.address, (TODAY + 5n) * 86_400n, "0x");
    await lots.hold([12n], ZeroHash);
    const expected: [bigint, (string | number)[]][] = [
      [5n, ["active", "mint", today, 5, ""]],
      [12n, ["held", "split", today + 2, 1, ""]],
      [13n, ["active", "merge", today + 2, 9, "2, 1, 3"]],
      [14n, ["offered", "refine", today + 3, 10, "4"]],
    ];
    for (const [lotId, attributes] of expected) {
      const uri = await lots.tokenURI(lotId);
      expect(uri.startsWith(PREFIX)).to.equal(true);
      const json: unknown = JSON.parse(Buffer.from(uri.slice(PREFIX.length), "base64").toString());
      expect(json).to.deep.equal(metadata(lotId, attributes));
    }
  });
});
