import { AbiCoder, hexlify, randomBytes } from "ethers";
import { expect } from "chai";
import { before, describe, it } from "mocha";

import { idText } from "../../scripts/core/ids.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { checkPassport, type CheckOptions } from "../../scripts/passport/check-passport.ts";
import { evidenceText, readEvidence, recording, replaying } from "../../scripts/passport/evidence.ts";
import { Unreadable } from "../../scripts/passport/fields.ts";
import { passportText, readPassport } from "../../scripts/passport/file.ts";
import type { Ask } from "../../scripts/passport/node.ts";
import type { PassportReport } from "../../scripts/passport/report.ts";
import { expectUnmet, honestNode } from "../fixtures/passport-checks.ts";
import { inputOf } from "../fixtures/passport-lies.ts";
import { askOf, GATE, MASS, packText, type PassportWorld } from "../fixtures/passport-world.ts";

let world: PassportWorld;
/** Answers of the chain in its last block. */
let honest: Ask;

/** Once for all that is described here. */
async function prepare(): Promise<void> {
  ({ world, honest } = await honestNode());
}

/** Leaves the chain as it was, for whoever asks for the same world. */
async function onScratch(work: () => Promise<void>): Promise<void> {
  const snapshot = await world.connection.networkHelpers.takeSnapshot();
  try {
    await work();
  } finally {
    await snapshot.restore();
  }
}

function checked(text = packText(world), options: Partial<CheckOptions> = {}): Promise<PassportReport> {
  return checkPassport(readPassport(text), { ask: honest, ...options });
}

describe("a pack's passport", () => {
  before(prepare);

  it("is true from the block's hash to the mints, and says what was learned and whom to believe", async () => {
    const { facts, trust, verdict, checks } = await checked();
    expect([verdict, ...new Set(checks.map(({ status }) => status))]).to.deep.equal(["true", "true"]);
    expect(new Set(checks.map(({ id }) => id))).to.deep.equal(
      new Set([
        ...["keys", "chain", "header", "code", "order", "retirement", "units", "serial"],
        ...["policy", "claim", "claim-proof", "lineage", "operation-proofs", "recalls"],
      ]),
    );
    expect(facts.pack).to.deep.include({
      serial: "KBD-1038",
      position: 37,
      units: 100,
      gramsInAll: "2000000",
    });
    expect(facts.lot).to.deep.include({
      lotId: idText(lotId(world.lot)),
      madeBy: "split",
      status: "retired",
    });
    expect(facts.claims.map(({ words, isAboutLot }) => [words, isAboutLot])).to.deep.equal([
      ["rmap >= 10%, audited within 3000 days", false],
      ["mass >= 2 t", true],
    ]);
    expect(facts.lineage).to.deep.include({ lots: 5, adopted: 1 });
    expect(facts.lineage?.operations).to.deep.equal({ mint: 2, split: 1, merge: 1, refine: 1 });
    expect(trust.anchor.origin).to.equal("issuer");
    expect(trust.deployments.map((each) => [each.origin, each.hasDevelopmentKeys])).to.deep.equal([
      ["issuer", true],
      ["issuer", true],
    ]);
  });

  it("tells each operation that made the cobalt, when it was made, and that the plant took it over", async () => {
    const { lineage, claims } = (await checked()).facts;
    const { mints, blend, refined, lot, rest, parts, files, provider } = world;
    const [ids, made] = [(...lots: (typeof lot)[]) => lots.map(lotId).map(idText), lineage?.made ?? []];
    expect(made.map(({ kind, parents, children }) => [kind, parents, children])).to.deep.equal([
      ...mints.map((mint) => ["mint", [], ids(mint)]),
      ["merge", ids(...mints), ids(blend)],
      ["refine", ids(blend), ids(refined)],
      ["split", ids(refined), ids(lot, rest)],
    ]);
    const [now, before] = files.map(({ contracts }) => contracts.cobaltLot.address.toLowerCase());
    expect(made.map(({ cobaltLot }) => cobaltLot)).to.deep.equal([before, before, before, before, now]);
    expect(made.map(({ registry }) => registry !== null)).to.deep.equal([true, true, false, true, false]);
    for (const { transaction, at } of made) {
      const block = await provider.getBlock(
        (await provider.getTransactionReceipt(transaction))?.blockHash ?? "",
      );
      expect(at).to.equal(block?.timestamp);
    }
    expect(lineage?.handovers).to.deep.equal([
      { lotId: ids(lot)[0], cobaltLot: now, after: made.at(-1)?.at, before: null },
    ]);
    expect(parts.transactions).to.include.members(claims.map(({ transaction }) => transaction));
    for (const { transaction, policyId: policy, provenOf } of claims) {
      const sent = await provider.getTransaction(transaction);
      expect(sent?.data).to.include(provenOf.slice(2) + policy.slice(2));
    }
  });

  it("is JSON, for a page in a process of its own", async () => {
    const report = await checked();
    expect(JSON.parse(JSON.stringify(report))).to.deep.equal(report);
  });

  it("is true of the deployments that the reader names, and false of others", async () => {
    const { trust } = await checked();
    const named = trust.deployments.map(({ fingerprint }) => fingerprint);
    const report = await checked(packText(world), { named });
    expect(report.verdict).to.equal("true");
    expect(report.trust.deployments.map(({ origin }) => origin)).to.deep.equal(["named", "named"]);
    const foreign = await checked(packText(world), { named: [`0x${"11".repeat(32)}`] });
    expectUnmet(foreign, "deployment", "false", "deployment-foreign");
  });

  it("finds proofs in what a multi-signature wallet was told to send", async () => {
    const wrapped: Ask = async (method, params) => {
      const answer = await honest(method, params);
      if (method !== "eth_getTransactionByHash") return answer;
      const { input } = inputOf(answer);
      // as Safe's execTransaction has it: the call within bytes, behind a selector
      const types = ["address", "uint256", "bytes", "uint8", "bytes"];
      const call = AbiCoder.defaultAbiCoder().encode(types, [
        ...[world.addresses.cobaltLot, 0, input, 0, hexlify(randomBytes(65))],
      ]);
      return { input: `0x6a761202${call.slice(2)}` };
    };
    expect((await checked(packText(world), { ask: wrapped })).verdict).to.equal("true");
  });

  it("is checked again from its evidence, without any network", async () => {
    const recorder = recording(askOf(world));
    const passport: unknown = JSON.parse(packText(world));
    const before = await checkPassport(readPassport(packText(world)), { ask: recorder.ask });
    const text = evidenceText({ passport, anchor: world.parts.anchor, answers: recorder.answers });
    const saved = readEvidence(text);
    expect(await checkPassport(saved.passport, { ask: replaying(saved.evidence) })).to.deep.equal(before);
    // what it lacks is not checked
    const answers = recorder.answers.filter(({ method }) => method !== "eth_getTransactionByHash");
    const poorer = await checkPassport(saved.passport, { ask: replaying({ ...saved.evidence, answers }) });
    expectUnmet(poorer, "claim-proof", "unchecked", "evidence-lacks");
    expect(() => readEvidence(text.slice(1))).to.throw(Unreadable);
  });
});

describe("a lot's passport, while it lives", () => {
  before(prepare);

  it("is true by a claim that another lot of its provenance proved, until an authority holds it", async () => {
    await onScratch(async () => {
      const { contracts, administrator, parts, provider } = world;
      const subject = { kind: "lot", lotId: lotId(world.rest) } as const;
      const text = passportText({ ...parts, policies: [GATE] }, subject);
      const report = await checked(text, { ask: askOf(world) });
      expect(report.verdict).to.equal("true");
      expect(report.facts.lot?.status).to.equal("active");
      expect(report.facts.claims.map(({ provenOf, askedBy }) => [provenOf, askedBy])).to.deep.equal([
        [idText(lotId(world.lot)), "reader"],
      ]);
      // a claim about a mass is about the lot that it was proven of
      const heavy = await checked(passportText({ ...parts, policies: [MASS] }, subject), {
        ask: askOf(world),
      });
      expectUnmet(heavy, "claim", "false", "claim-missing");
      await contracts.cobaltLot.connect(administrator).hold([subject.lotId], `0x${"00".repeat(32)}`);
      const blockHash = (await provider.getBlock("latest"))?.hash ?? "";
      const held = await checked(text, { ask: askOf(world), anchor: { blockHash, origin: "typed" } });
      expectUnmet(held, "lot", "false", "lot-held");
    });
  });

  it("stands still once the lot has ended, by what the block says", async () => {
    const subject = { kind: "lot", lotId: lotId(world.lot) } as const;
    const report = await checked(passportText(world.parts, subject), { ask: askOf(world) });
    expectUnmet(report, "lot", "false", "lot-ended");
  });

  it("is false for a lot that is unknown", async () => {
    const report = await checked(passportText(world.parts, { kind: "lot", lotId: 7n }), {
      ask: askOf(world),
    });
    expectUnmet(report, "lot", "false", "lot-unknown");
  });
});

describe("a recall", () => {
  before(prepare);

  it("shows in the passport of what it reaches from its block on, and as closed afterwards", async () => {
    await onScratch(async () => {
      const { contracts, administrator, provider } = world;
      const recalls = contracts.recalls.connect(administrator);
      const at = async () => {
        const block = await provider.getBlock("latest");
        const anchor = { blockHash: block?.hash ?? "", origin: "typed" } as const;
        return checked(packText(world), { ask: askOf(world), anchor });
      };
      const reason = `0x${"07".repeat(32)}`;
      // the second mint's, which the blend was made of, and a case that is about nothing of it
      await recalls.open([2], 1, reason, true);
      const recalled = await at();
      expectUnmet(recalled, "recalls", "false", "recalled");
      const told = { recallId: 1, kind: "origin", isBlocking: true, isClosed: false };
      expect(recalled.facts.recalls).to.deep.equal([
        { recalls: world.addresses.recalls.toLowerCase(), ...told },
      ]);
      expect((await checked()).verdict).to.equal("true");
      await recalls.close(1);
      const closed = await at();
      expect(closed.verdict).to.equal("true");
      expect(closed.facts.recalls.map(({ isClosed }) => isClosed)).to.deep.equal([true]);
      // the authority takes the blend out: what was made of it is not reached
      await recalls.open([1], 0, reason, false);
      expectUnmet(await at(), "recalls", "false", "recalled");
      await recalls.exempt(2, 3);
      expect((await at()).verdict).to.equal("true");
      // another authority, which the plant's gate heeds, has cases of its own
      await world.authority.open([1, 2], 2, reason, false);
      const heeded = await at();
      expectUnmet(heeded, "recalls", "false", "recalled");
      expect(heeded.facts.recalls.at(-1)).to.deep.include({ recallId: 1, kind: "sanction" });
    });
  });
});
