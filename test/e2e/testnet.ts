import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import hre from "hardhat";
import { describe, it } from "mocha";

import { ensureBuilt } from "../../tasks/ui/built.ts";
import { NODE_KINDS, type NodeKind, startNode } from "../crash/node.ts";
import { guideSteps } from "../fixtures/guide.ts";
import { openTerminal, type Terminal } from "../fixtures/terminal.ts";

const { cache, ignition, root } = hre.config.paths;
const GUIDE = path.join(root, "tasks", "README.md");
/** Chain ids of their own, so that Ignition's journal of a developer's node stays as it is. */
const CHAIN_IDS = { hardhat: 1_341, anvil: 1_342 } as const;

describe("the guide to a testnet of one's own", () => {
  it("is played by firms in processes of their own, on Hardhat's node and on anvil", async function () {
    ensureBuilt();
    // both at once, since most steps leave a core idle; each to its end, so that nothing is left running
    for (const played of await Promise.allSettled(NODE_KINDS.map(play))) {
      if (played.status === "rejected") throw played.reason;
    }
  });
});

/** A lot's label and mass, as only a vault that opens it shows them. */
const HIDDEN = /\[\w+ · [\d.]+ t\]/g;
const lineOfEach = (tree: string) =>
  tree.match(/0x[0-9a-f]{8} .*(mint|split|merge( \+1)?|refine) +(active|consumed|retired)( |$)/gm);

async function play(kind: NodeKind): Promise<void> {
  const journal = path.join(ignition, "deployments", `chain-${CHAIN_IDS[kind]}`);
  rmSync(journal, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, "testnet-"));
  const node = await startNode(kind, CHAIN_IDS[kind]);
  const terminals = new Map<string, Terminal>();
  const terminalOf = (name: string) => {
    const terminal = terminals.get(name) ?? openTerminal(folder);
    terminals.set(name, terminal);
    return terminal;
  };
  try {
    const answers = new Map<string, string>();
    for (const step of guideSteps(readFileSync(GUIDE, "utf8"))) {
      const firms = step.filter(({ terminal }) => terminal !== "node");
      const ran = await Promise.all(
        firms.map(async ({ terminal, script }) => {
          const lines = script.replaceAll("http://127.0.0.1:8545", node.url);
          return [terminal, await terminalOf(terminal).run(lines)] as const;
        }),
      );
      for (const [terminal, answer] of ran) answers.set(terminal, answer);
    }
    expect([...terminals.keys()]).to.deep.equal(["authority", "mine", "assayer", "refiner", "carmaker"]);
    const [carmaker = "", refiner = "", mine = ""] = ["carmaker", "refiner", "mine"].map((firm) =>
      answers.get(firm),
    );
    expect(carmaker)
      .to.match(/^yes: 0x[0-9a-f]{64}$/m)
      .and.match(/^the lot backs 1000 packs, /m);
    // all see the same lineage: two mints, the piece sold, the blend, what was refined of it, the piece delivered
    expect(lineOfEach(carmaker)).to.have.lengthOf(6);
    expect(lineOfEach(refiner)).to.have.lengthOf(6);
    expect(carmaker).to.match(/ ◀ +split +active +a b /);
    // and the figures of its own lots the refiner alone
    expect(carmaker).not.to.match(HIDDEN);
    expect(refiner.match(HIDDEN)).to.have.members([
      "[bought · 10 t]",
      "[scrap · 2 t]",
      "[blend · 12 t]",
      "[sulphate · 11.8 t]",
      "[batch · 8 t]",
    ]);
    const page = readFileSync(path.join(folder, "firms", "refiner", "lineage.html"), "utf8");
    expect(page).to.include("[batch · 8 t]");
    // the mine sees how what it sold went on, both pieces of it, and nothing of the scrap that it was blended with
    expect(lineOfEach(mine)).to.have.lengthOf(6);
    expect(mine)
      .to.match(/ merge \+1 /)
      .and.not.match(HIDDEN);
  } finally {
    for (const terminal of terminals.values()) terminal.close();
    await node.stop();
    rmSync(folder, { recursive: true });
    rmSync(journal, { recursive: true, force: true });
  }
}
