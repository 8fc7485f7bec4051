import { expect } from "chai";
import { describe, it } from "mocha";

import { columnsOf, cut, fitted } from "../../scripts/core/columns.ts";

describe("columns of a terminal", () => {
  it("are counted as they are seen", () => {
    expect(columnsOf("abc")).to.equal(3);
    expect(columnsOf("été")).to.equal(3);
    expect(columnsOf("e\u0301")).to.equal(1);
    expect(columnsOf("钴矿")).to.equal(4);
  });

  it("cut a text, an ellipsis for what is left out", () => {
    expect(cut("abcdef", 6)).to.equal("abcdef");
    expect(cut("abcdef", 5)).to.equal("abcd…");
    expect(cut("钴矿石", 5)).to.equal("钴矿…");
    expect(cut("钴矿石", 4)).to.equal("钴…");
    expect(cut("abc", 0)).to.equal("");
  });

  it("are filled, on either side", () => {
    expect(fitted("钴", 4)).to.equal("钴  ");
    expect(fitted("7 g", 5, true)).to.equal("  7 g");
    expect(fitted("钴矿石", 4)).to.equal("钴… ");
  });
});
