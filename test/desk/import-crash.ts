import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { resolveLot } from "../../scripts/desk/resolve.ts";
import type { ImporterTask } from "../crash/importer.ts";
import { deskOf, newDesk } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, SITE } from "../fixtures/desk-world.ts";

const SCRIPT = path.join(import.meta.dirname, "../crash/importer.ts");
const BATCH = 2;
const ROWS = 11;

/** Where each process dies. The third has signed a batch by then, which the fourth sends. */
const DEATHS = [
  { step: "prepared", time: 1 },
  { step: "signed", time: 1 },
  { step: "sent", time: 1 },
  { step: "broadcast", time: 1 },
  // the first batch has left, the second one is being proven, or is signed
  { step: "prepared", time: 2 },
  { step: "sent", time: 2 },
] as const;
/** Two batches of the third and fourth process, one of the fifth, two of the sixth. */
const MINTED_BY_THEN = 10;

describe("an import whose process is killed", () => {
  it("mints every row once, in the end", async function () {
    const server = await network.createServer({ network: "node" }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    const url = `http://${address}:${port}`;
    const provider = new JsonRpcProvider(url, undefined, { staticNetwork: true, cacheTimeout: -1 });
    provider.pollingInterval = 20;
    const folder = mkdtempSync(path.join(tmpdir(), "kobold-import-"));
    try {
      const wallet = developmentWallet(1, provider);
      const { addresses, contracts } = await deployDeskWorld(provider, [wallet]);
      const place = { folder, provider, contracts };
      const made = await newDesk("mine", wallet, place);
      made.vault.sites.put(SITE);
      made.vault.close();
      const head = "site;ticket;lot;wet (t);moisture (%);grade (%)\n";
      const rows = Array.from({ length: ROWS }, (_, i) => `works;WB-${i};L${i};1;50;10\n`);
      const task = { url, addresses, folder, sheet: head + rows.join(""), batch: BATCH };

      for (const death of DEATHS) expect(await importOnce({ ...task, death })).to.equal("SIGKILL");
      const rest = `${MINTED_BY_THEN} ${ROWS - MINTED_BY_THEN}\n`;
      expect(await importOnce({ ...task, death: null })).to.equal(rest);
      expect(await importOnce({ ...task, death: null })).to.equal(`${ROWS} 0\n`);

      const events = await contracts.cobaltLot.queryFilter(contracts.cobaltLot.filters.LotMinted());
      expect(events).to.have.length(ROWS);
      const desk = await deskOf("mine", wallet, place);
      const active = desk.vault.lots.list({ state: "active" });
      expect(active.map(({ id }) => id)).to.have.members(events.map(({ args }) => args.lotId));
      const names = rows.map((_, i) => `L${i}`);
      expect(active.map(({ label }) => label)).to.have.members(names);
      // attempts that came to nothing had the same names
      for (const name of names) expect(resolveLot(desk, name).state).to.equal("active");
      expect(desk.vault.permits.list()).to.have.length(ROWS);
      desk.vault.close();
    } finally {
      provider.destroy();
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });
});

/** @returns what the process printed, or the signal that ended it */
function importOnce(task: ImporterTask): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [SCRIPT, JSON.stringify(task)], (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (typeof error.signal === "string") resolve(error.signal);
      else reject(new Error("the process ended by itself", { cause: error }));
    });
  });
}
