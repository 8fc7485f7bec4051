import { expect } from "chai";
import { describe, it } from "mocha";

import { policyId } from "../../scripts/core/policy.ts";
import {
  resolveDefinedPolicy,
  type PolicyBook,
  policyLabel,
  resolvePolicy,
} from "../../scripts/core/resolve-policy.ts";
import { idText } from "../../scripts/core/ids.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { expectError } from "../fixtures/errors.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";

const NO_ASM = parsePolicy("no asm", ATTRIBUTES);
const RMAP = parsePolicy("rmap = 100%", ATTRIBUTES);
const ID = policyId(NO_ASM);
/** Another id with the same first 60 digits, which no policy of the tests has. */
const NEIGHBOUR = ID ^ 1n;
const book: PolicyBook = {
  defined: new Map([
    [ID, NO_ASM],
    [policyId(RMAP), RMAP],
  ]),
  attributes: ATTRIBUTES,
  names: new Map([
    ["clean", ID],
    ["gone", 5n],
    ["beef", policyId(RMAP)],
  ]),
};

describe("a policy", () => {
  it("is meant by name, by digits or by words", () => {
    for (const text of ["clean", " clean ", idText(ID), idText(ID).slice(2, 8).toUpperCase(), "no asm"]) {
      expect(resolvePolicy(text, book), text).to.deep.equal({ id: ID, policy: NO_ASM, label: "clean" });
    }
    // a name is a name, also where it could be digits
    expect(resolvePolicy("beef", book).policy).to.deep.equal(RMAP);
  });

  it("need not be on the chain, unless it has to", async () => {
    const { id, label } = resolvePolicy("recycled >= 16%", book);
    expect(label).to.equal(idText(id).slice(0, 14));
    await expectError("BAD_POLICY", () => resolveDefinedPolicy("recycled >= 16%", book), "is not defined");
    await expectError("BAD_POLICY", () => resolvePolicy("gone", book), "gone is not defined");
    expect(resolveDefinedPolicy("no asm", book).id).to.equal(ID);
  });

  it("is not guessed", async () => {
    const twins = { ...book, defined: new Map([...book.defined, [NEIGHBOUR, RMAP]]) };
    const digits = idText(ID).slice(0, 20);
    const { message } = await expectError("AMBIGUOUS", () => resolvePolicy(digits, twins), "could be any of");
    expect(message).to.contain(idText(NEIGHBOUR));
    await expectError("NOT_FOUND", () => resolvePolicy("0x0000", book), "no policy 0x0000");
    await expectError("NOT_FOUND", () => resolvePolicy("clear", book), 'called "clear"');
    await expectError("NOT_FOUND", () => resolvePolicy("", book), 'called ""');
  });

  it("is called by its name, or by the first digits of its id", () => {
    expect(policyLabel(book, ID)).to.equal("clean");
    expect(policyLabel({ ...book, names: new Map() }, ID)).to.match(/^0x[0-9a-f]{12}$/);
  });
});
