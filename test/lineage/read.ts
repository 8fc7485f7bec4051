import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { LotHistories } from "../../scripts/chain/lot-histories.ts";
import { readPolicies } from "../../scripts/chain/policies.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { dayOfTimestamp } from "../../scripts/core/calendar.ts";
import type { TracedContracts } from "../../scripts/lineage/events.ts";
import { graphOf } from "../../scripts/lineage/graph.ts";
import { type Openings } from "../../scripts/lineage/names.ts";
import { idText } from "../../scripts/core/ids.ts";
import { readDays, readTrace, tracedLotMeant } from "../../scripts/lineage/read.ts";
import { TraceView } from "../../scripts/lineage/view.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { rejectionOf } from "../fixtures/code-of.ts";
import { playJourney, POLICIES } from "../fixtures/journey.ts";
import { lotOf } from "../fixtures/lineage.ts";
import { deployLots } from "../fixtures/lots-fixture.ts";
import { ATTRIBUTES, TODAY } from "../fixtures/sites.ts";
import { LOSS } from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const STATUSES = ["unknown", "active", "offered", "held", "consumed", "retired"];

async function fixture() {
  const played = await playJourney(await deployLots(ethers));
  const { lots, claims, policies } = played;
  const contracts = { cobaltLot: lots, claims, policies };
  return { ...played, contracts, lotNamed: (name: string) => played.ids[name] ?? 0n };
}

const traceIn = async (contracts: TracedContracts, lotId: bigint) =>
  readTrace(contracts, await LotHistories.of(contracts.cobaltLot), lotId);

describe("the history read from a chain", () => {
  it("gives every lot the status, owner and provenance that the contract gives it, whatever befell it", async () => {
    const { lots, ofAlice, alice, bob, admin, contracts, lotNamed } =
      await networkHelpers.loadFixture(fixture);
    const joined = lotNamed("KAB");
    const expectSame = async () => {
      // between them, the lineages of two show all lots
      const traces = [await traceIn(contracts, joined), await traceIn(contracts, lotNamed("H1"))];
      const shown = new Map(traces.flatMap((trace) => [...trace.lots]));
      expect(shown.size).to.equal(7);
      for (const [id, { status, owner, provenanceId, claims }] of shown) {
        const lot = await lots.lotOf(id);
        const told = [STATUSES[Number(lot.status)], lot.owner, Number(lot.provenanceId)];
        expect([status, owner, provenanceId], idText(id)).to.deep.equal(told);
        for (const policy of (await readPolicies(contracts.policies)).keys()) {
          const day = Number(await contracts.claims.recordedDay(id, policy));
          expect(claims.find(({ policyId }) => policyId === policy)?.day ?? 0).to.equal(day);
        }
      }
    };
    await expectSame();
    const expiry = 2_000_000_000n;
    await ofAlice.offer(joined, bob.address, expiry, "0x");
    await expectSame();
    await lots.connect(bob).reject(joined);
    await expectSame();
    await ofAlice.offer(joined, bob.address, expiry, "0x");
    await lots.connect(admin).hold([joined], `0x${"01".repeat(32)}`);
    await expectSame();
    await lots.connect(admin).release([joined]);
    await expectSame();
    await ofAlice.offer(joined, bob.address, expiry, "0x");
    await lots.connect(bob).accept(joined);
    await expectSame();
    await lots.connect(bob).transferFrom(bob.address, alice.address, joined);
    await ofAlice.retire(joined, LOSS, `0x${"02".repeat(32)}`);
    await expectSame();
    const { lots: shown } = await traceIn(contracts, joined);
    // the contract withdraws an offer before it holds, and moves before it tells of the acceptance
    expect(shown.get(joined)?.moments.map(({ what }) => what)).to.deep.equal([
      "made",
      "offered",
      "rejected",
      "offered",
      "cancelled",
      "held",
      "released",
      "offered",
      "transferred",
      "accepted",
      "transferred",
      "retired",
    ]);
  });

  it("knows lots by their label in the vault or the first digits of their id", async () => {
    const { contracts, lotNamed } = await networkHelpers.loadFixture(fixture);
    const histories = await LotHistories.of(contracts.cobaltLot);
    const meant = (openings: Openings, name: string) => tracedLotMeant(histories, openings, name);
    const id = lotNamed("K");
    const openings: Openings = new Map([
      [id, { label: "kiln 3", lot: lotOf(1n) }],
      [lotNamed("KA"), { label: "twice", lot: lotOf(1n) }],
      [lotNamed("KB"), { label: "twice", lot: lotOf(1n) }],
    ]);
    expect(await meant(openings, "kiln 3")).to.equal(id);
    expect(await meant(new Map(), idText(id).slice(0, 12))).to.equal(id);
    expect(await meant(new Map(), idText(id).slice(2, 12).toUpperCase())).to.equal(id);
    for (const name of ["kiln 4", "twice", "0xffffffff", "0x1", ""]) {
      const rejection = await rejectionOf(meant(openings, name));
      expect(rejection?.code, name).to.equal(name === "twice" ? "AMBIGUOUS" : "NOT_FOUND");
    }
  });

  it("becomes a graph with dates, claims in words, and nothing hidden of lots that are not opened", async () => {
    const { contracts, lotNamed } = await networkHelpers.loadFixture(fixture);
    const trace = await traceIn(contracts, lotNamed("KA"));
    const days = await readDays(ethers.provider, trace);
    const made = await ethers.provider.getBlock(trace.lots.get(lotNamed("H1"))?.block ?? 0);
    expect([...days.values()]).to.include(dayOfTimestamp(made?.timestamp ?? 0));
    const openings = new Map([[lotNamed("KA"), { label: "K-A", lot: lotOf(3_000_000n) }]]);
    const say = renderText;
    const view = new TraceView({ trace, openings, attributes: ATTRIBUTES, days, figures: () => [], say });
    const graph = graphOf(view, openings, ({ label }) => label);
    expect(graph.lots.map(({ lot }) => lot)).to.deep.equal(
      ["H1", "H2", "H", "K", "KA", "KAB"].map((name) => idText(lotNamed(name))),
    );
    expect(graph.lots.map(({ madeBy, made: date, hidden }) => [madeBy, date, hidden])).to.deep.equal([
      ["mint", "2026-03-16", null],
      ["mint", "2026-03-16", null],
      ["merge", "2026-03-16", null],
      ["refine", "2026-03-16", null],
      ["split", "2026-03-16", "K-A"],
      ["merge", "2026-03-16", null],
    ]);
    expect(graph.policies.map(({ policy }) => policy).sort()).to.deep.equal(
      POLICIES.map((policy) => describePolicy(policy, ATTRIBUTES)).sort(),
    );
    expect(graph.lots[4]?.claims.map(({ day }) => day)).to.deep.equal([
      "2026-03-16",
      "2026-03-16",
      "2026-03-16",
    ]);
    expect(days.get(graph.lots[0]?.block ?? 0)).to.equal(TODAY);
  });

  it("asks a node again that breaks off once, and gives up in words where it does so for good", async () => {
    const { contracts, lotNamed } = await networkHelpers.loadFixture(fixture);
    const trace = await traceIn(contracts, lotNamed("H1"));
    let failures = 1;
    const flaky = {
      getBlock: (block: number) =>
        failures-- > 0 ? Promise.reject(new Error("ECONNRESET")) : ethers.provider.getBlock(block),
    };
    const days = await readDays(flaky, trace);
    expect(days).to.deep.equal(await readDays(ethers.provider, trace));
    const gone = { getBlock: () => Promise.reject(new Error("ECONNREFUSED")) };
    const rejection = await rejectionOf(readDays(gone, trace));
    expect([rejection?.code, rejection?.message]).to.deep.equal([
      "RPC_FAILED",
      "the node gave no usable block: ECONNREFUSED",
    ]);
  });
});
