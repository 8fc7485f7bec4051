import { expect } from "chai";
import { describe, it } from "mocha";

import { type CircuitKey, keysProblems, solidityKeys } from "../../scripts/setup/solidity-keys.ts";
import type { G1, G2 } from "../../scripts/setup/verifying-key.ts";

const BASE_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;
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
const word = (value: bigint): string => `hex"${value.toString(16).padStart(64, "0")}"`;

describe("the keys in Solidity", () => {
  it("hold α, −β, −γ and each circuit's points and −δ in the precompiles' order", () => {
    const words = solidityKeys([first, second]).match(/hex"[0-9a-f]{64}"/g);
    expect(words).to.deep.equal(
      [
        ...[11n, 12n, 21n, 22n, BASE_ORDER - 23n, BASE_ORDER - 24n],
        ...[31n, 32n, BASE_ORDER - 33n, BASE_ORDER - 34n],
        ...[51n, 52n, 53n, 54n, 41n, 42n, BASE_ORDER - 43n, BASE_ORDER - 44n],
        ...[71n, 72n, 73n, 74n, 75n, 76n, 61n, 62n, BASE_ORDER - 63n, BASE_ORDER - 64n],
      ].map(word),
    );
  });

  it("hold how many circuits and signals there are", () => {
    const text = solidityKeys([first, second]);
    expect(text).to.include("CIRCUITS = 2;").and.include("MAX_SIGNALS = 2;");
    // a byte a circuit, the first one lowest
    expect(text).to.include("(0x0201 >> (circuit << 3)) & 0xff");
  });

  it("say that they are for development", () => {
    expect(solidityKeys([first])).to.include("DEVELOPMENT KEYS");
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
      expect(() => solidityKeys(keys)).to.throw(RangeError, problem);
      expect(keysProblems(keys)).to.have.length(1);
    });
  }

  it("have no problem otherwise", () => {
    expect(keysProblems([first, second])).to.deep.equal([]);
  });
});
