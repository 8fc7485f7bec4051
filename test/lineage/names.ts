import { expect } from "chai";
import { describe, it } from "mocha";

import { markOf, shortIds } from "../../scripts/lineage/names.ts";
import { idText } from "../../scripts/core/ids.ts";

describe("names in a lineage", () => {
  it("are as short as they can be, eight digits at least, and differ", () => {
    const [a, b] = [BigInt(`0x${"12345678".padEnd(64, "0")}`), BigInt(`0x${"123456789".padEnd(64, "0")}`)];
    expect([...shortIds([a]).values()]).to.deep.equal(["0x12345678"]);
    expect([...shortIds([a, b]).values()]).to.deep.equal(["0x123456780", "0x123456789"]);
    expect(shortIds([5n]).get(5n)).to.equal("0x00000000");
    expect(idText(5n)).to.equal(`0x${"0".repeat(63)}5`);
  });

  it("count claims a to z, aa, ab", () => {
    expect([0, 25, 26, 27, 52, 701, 702].map(markOf)).to.deep.equal([
      "a",
      "z",
      "aa",
      "ab",
      "ba",
      "zz",
      "aaa",
    ]);
  });
});
