import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";

import { History } from "../../../scripts/chain/history/history.ts";
import { LOTS, steadyChain } from "../../fixtures/event-chain.ts";

const BLOCKS = 1_500;
const PROCESS = path.resolve("test/fixtures/history-process.ts");

describe("an index under several processes", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kobold-history-"));
    file = path.join(folder, "index.sqlite");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const start = () =>
    spawn(process.execPath, [PROCESS, file, String(BLOCKS)], { stdio: ["ignore", "pipe", "inherit"] });
  const sizeOfLog = () => (existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0);

  const expectWhole = async () => {
    const chain = steadyChain(BLOCKS);
    const history = new History({ provider: chain, addresses: [LOTS], firstBlock: 0, file });
    const told = await history.logs([{ address: LOTS, topics: [] }]);
    history.close();
    expect(told.map(({ blockNumber, index, data }) => [blockNumber, index, data])).to.deep.equal(
      chain.logs(BLOCKS, LOTS).map(({ blockNumber, index, data }) => [blockNumber, index, data]),
    );
    return chain.asked.length;
  };

  it("is whole after a process was killed in the middle, and is read on from there", async () => {
    const whole = await expectWhole();
    rmSync(file);
    for (let kills = 0; kills < 3; kills++) {
      const child = start();
      const before = sizeOfLog();
      while (child.exitCode === null && sizeOfLog() <= before + 100_000) await delay(2);
      child.kill("SIGKILL");
      await once(child, "close");
    }
    expect(await expectWhole()).to.be.below(whole);
  }).timeout(120_000);

  it("is whole after three that read it at once", async () => {
    const children = [start(), start(), start()];
    const ends = await Promise.all(children.map((child) => once(child, "close")));
    expect(ends.map(([code]) => Number(code))).to.deep.equal([0, 0, 0]);
    // nothing but the newest block is asked for
    expect(await expectWhole()).to.equal(1);
  }).timeout(120_000);
});
