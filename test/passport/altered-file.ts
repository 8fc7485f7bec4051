import { expect } from "chai";
import { before, describe, it } from "mocha";

import { checkPassport } from "../../scripts/passport/check-passport.ts";
import { Unreadable } from "../../scripts/passport/fields.ts";
import { readPassport } from "../../scripts/passport/file.ts";
import { expectUnmet } from "../fixtures/passport-checks.ts";
import { ALTERED, jsonOf, set } from "../fixtures/passport-lies.ts";
import { askOf, packText, type PassportWorld, passportWorld } from "../fixtures/passport-world.ts";

describe("a passport's file that was altered", () => {
  let world: PassportWorld;
  before(async () => {
    world = await passportWorld();
  });

  const checked = (text: string) => checkPassport(readPassport(text), { ask: askOf(world) });
  const textWith = (parts: Partial<PassportWorld["parts"]>): string =>
    packText({ ...world, parts: { ...world.parts, ...parts } });

  for (const [what, id, reason, alter] of ALTERED) {
    it(`is false: ${what}`, async () => {
      const file = jsonOf(packText(world));
      alter(file);
      expectUnmet(await checked(JSON.stringify(file)), id, "false", reason);
    });
  }

  it("is not checked without the predecessor that the lineage goes back to", async () => {
    const text = textWith({ deployments: world.parts.deployments.slice(0, 1) });
    const report = await checked(text);
    expectUnmet(report, "lineage", "unchecked", "predecessor-missing");
  });

  it("is not checked without the transactions that hold the proofs", async () => {
    const report = await checked(textWith({ transactions: [] }));
    expectUnmet(report, "claim-proof", "unchecked", "proof-not-found");
  });

  for (const [what, alter] of [
    ["another version", set(["version"], 2)],
    ["a member that nobody knows", set(["subject", "note"], "hello")],
    ["a hash of another length", set(["anchor"], "0x11")],
    ["a policy's word that is too large", set(["policies", "0", "words", "0"], `0x${"ff".repeat(32)}`)],
  ] as const) {
    it(`is refused as no passport: ${what}`, () => {
      const file = jsonOf(packText(world));
      alter(file);
      expect(() => readPassport(JSON.stringify(file))).to.throw(Unreadable);
    });
  }
});
