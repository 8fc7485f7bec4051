import { expect } from "chai";
import { describe, it } from "mocha";

import { canonicalJson, parseCanonicalJson } from "../../scripts/core/canonical-json.ts";
import { expectError } from "../fixtures/errors.ts";

describe("canonical JSON", () => {
  it("sorts names at every level, writes bigints as decimals and no spaces", () => {
    const value = { b: [{ d: 1, c: 2n ** 70n }], a: "ä", B: true };
    expect(canonicalJson(value)).to.equal('{"B":true,"a":"ä","b":[{"c":"1180591620717411303424","d":1}]}');
  });

  it("reads what it writes, and no other text of the same value", async () => {
    expect(parseCanonicalJson("it", '{"a":1,"b":[2]}')).to.deep.equal({ a: 1, b: [2] });
    for (const text of [
      '{"b":[2],"a":1}',
      '{"a": 1}',
      '{"a":1,"a":1}',
      '{"a":1.0}',
      '"\\u0061"',
      '{"a":1}\n',
    ]) {
      await expectError("MALFORMED", () => parseCanonicalJson("it", text), "it cannot be read");
    }
    await expectError("MALFORMED", () => parseCanonicalJson("it", "{"), "not JSON");
  });
});
