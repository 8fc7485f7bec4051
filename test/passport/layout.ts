import { readFileSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { passportLayout } from "../fixtures/passport-layout.ts";

describe("the layout of storage and code that passports are checked by", () => {
  it("is what the compiler says of this checkout's contracts", async () => {
    expect(readFileSync("scripts/passport/layout.ts", "utf8"), "npm run generate:layout").to.equal(
      await passportLayout(),
    );
  });
});
