import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import { idText } from "../../scripts/core/ids.ts";
import { articleOf, batchLink, batchOf, checkDigit, serialLink } from "../../scripts/exports/digital-link.ts";
import { expectError } from "../fixtures/errors.ts";

describe("GS1 Digital Links", () => {
  it("have check digits as on things that are sold", () => {
    for (const gtin of ["4006381333931", "73513537", "036000291452", "9780306406157"])
      expect(checkDigit(gtin.slice(0, -1))).to.equal(gtin.at(-1));
  });

  it("have GTINs of 14 digits, and none whose digits do not fit", async () => {
    const { gtin, resolver } = articleOf("4006381333931", "https://id.firm.example//");
    expect([gtin, resolver]).to.deep.equal(["04006381333931", "https://id.firm.example"]);
    for (const wrong of [
      "4006381333932",
      "400638133393",
      "4060381333931",
      "",
      "12345678901234567",
      "4006381333931 ",
    ])
      await expectError("BAD_INPUT", () => articleOf(wrong, "https://id.firm.example"));
  });

  it("name a lot by the first 100 bits of its id, without letters that look like digits", () => {
    const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 254n) - 1n), (id) => {
        const bits = id.toString(2).padStart(254, "0").slice(0, 100);
        const batch = Array.from(batchOf(idText(id)), (letter) =>
          letters.indexOf(letter).toString(2).padStart(5, "0"),
        );
        expect(batch.join("")).to.equal(bits);
      }),
    );
  });

  it("escape what a serial may hold and a path may not", () => {
    const article = articleOf("4006381333931", "https://id.firm.example");
    expect(serialLink(article, 'A/1%?"B')).to.equal(
      "https://id.firm.example/01/04006381333931/21/A%2F1%25%3F%22B",
    );
    expect(batchLink(article, idText(0n))).to.equal(
      `https://id.firm.example/01/04006381333931/10/${"0".repeat(20)}`,
    );
  });
});
