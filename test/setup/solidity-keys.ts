import { expect } from "chai";
import { describe, it } from "mocha";

import { type CircuitKey, keysProblems, keyWords } from "../../scripts/prover/key-words.ts";
import { solidityKeys } from "../../scripts/setup/solidity-keys.ts";
import type { G1, G2 } from "../../scripts/prover/verifying-key.ts";
import { BASE_ORDER } from "../../scripts/core/field.ts";

const alpha: G1 = [11n, 12n];
const beta: G2 = [21n, 22n, 23n, 24n];
const gamma: G2 = [31n, 32n, 33n, 34n];
const keyOf = (name: string, delta: G2, combination: G1[]): CircuitKey => ({
  name,
  key: { alpha, beta, gamma, delta, combination },
});
const first = keyOf(
  "first",
  [41n, 42n, 43n, 44n],
  [
    [51n, 52n],
    [53n, 54n],
  ],
);
const second = keyOf(
  "second",
  [61n, 62n, 63n, 64n],
  [
    [71n, 72n],
    [73n, 74n],
    [75n, 76n],
  ],
);
const altered = (key: Partial<CircuitKey["key"]>): CircuitKey => ({
  name: "second",
  key: { ...second.key, ...key },
});
describe("the keys as the contract takes them", () => {
  it("are α, −β, −γ and each circuit's points and −δ in the precompiles' order", () => {
    expect(keyWords([first, second])).to.deep.equal([
      ...[11n, 12n, 21n, 22n, BASE_ORDER - 23n, BASE_ORDER - 24n],
      ...[31n, 32n, BASE_ORDER - 33n, BASE_ORDER - 34n],
      ...[51n, 52n, 53n, 54n, 41n, 42n, BASE_ORDER - 43n, BASE_ORDER - 44n],
      ...[71n, 72n, 73n, 74n, 75n, 76n, 61n, 62n, BASE_ORDER - 63n, BASE_ORDER - 64n],
    ]);
  });

  it("have a place in the contract for each word, a number for each circuit, and their signals", () => {
    const text = solidityKeys([
      { name: "first", signals: 1 },
      { name: "second", signals: 2 },
    ]);
    const { length } = keyWords([first, second]);
    expect(text).to.include("_CIRCUITS = 2;").and.include("_MAX_SIGNALS = 2;");
    expect(text).to.include(`_KEY_WORDS = ${length};`);
    // each is declared, assigned and read
    for (let i = 0; i < length; i += 1) expect(text.match(new RegExp(`_w${i}\\b`, "g"))).to.have.length(3);
    // a byte a circuit, the first one lowest
    expect(text).to.include("(0x0201 >> (circuit << 3)) & 0xff");
  });

  const refused: [string, CircuitKey[], RegExp][] = [
    ["no circuit at all", [], /no circuits/],
    ["another α", [first, altered({ alpha: [11n, 13n] })], /α of second/],
    ["another β", [first, altered({ beta: [21n, 22n, 23n, 25n] })], /β of second/],
    ["another γ", [first, altered({ gamma: [30n, 32n, 33n, 34n] })], /γ of second is not/],
    ["γ as δ", [first, altered({ delta: gamma })], /γ and δ of second/],
    [
      "−γ as δ",
      [first, altered({ delta: [31n, 32n, BASE_ORDER - 33n, BASE_ORDER - 34n] })],
      /γ and δ of second/,
    ],
    ["one δ for two circuits", [first, altered({ delta: first.key.delta })], /δ of second and of first/],
  ];
  for (const [what, keys, problem] of refused) {
    it(`are not written with ${what}`, () => {
      expect(() => keyWords(keys)).to.throw(RangeError, problem);
      expect(keysProblems(keys)).to.have.length(1);
    });
  }

  it("have no problem otherwise", () => {
    expect(keysProblems([first, second])).to.deep.equal([]);
  });
});
