import { readFileSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { makeVectors } from "../fixtures/vectors/make-vectors.ts";

describe("the shared vectors", () => {
  it("are those that circomlibjs computes", async () => {
    const committed = readFileSync(new URL("../fixtures/vectors/vectors.json", import.meta.url), "utf8");
    expect(JSON.parse(committed)).to.deep.equal(JSON.parse(JSON.stringify(await makeVectors())));
  });
});
