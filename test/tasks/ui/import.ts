import { expect } from "chai";
import { describe, it } from "mocha";

import { progressBar } from "../../../tasks/ui/import.ts";

describe("the progress of an import", () => {
  const shown = (isTTY: boolean) => {
    let text = "";
    const bar = progressBar(10, {
      isTTY,
      write: (part: Uint8Array | string) => (text += String(part)) !== "",
    });
    bar.show({ proven: 5, minted: 0 });
    bar.show({ proven: 10, minted: 5 });
    bar.end();
    bar.end();
    return text;
  };

  it("is a bar on a terminal, of what is proven and what is minted", () => {
    expect(shown(true)).to.equal(
      `\r${"▒".repeat(15)}${"░".repeat(15)} rows: 10, proven: 5, minted: 0` +
        `\r${"█".repeat(15)}${"▒".repeat(15)} rows: 10, proven: 10, minted: 5\n`,
    );
  });

  it("is nothing in a file", () => {
    expect(shown(false)).to.equal("");
  });
});
