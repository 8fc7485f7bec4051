import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { Wallet } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { contractsAt } from "../chain/contracts.ts";
import { deployKobold } from "../chain/deploy.ts";
import { enrolSite } from "../chain/enrol.ts";
import { documentsHashOf } from "../chain/hashes.ts";
import { hexOfBytes } from "../core/bytes.ts";
import { dayOfTimestamp } from "../core/calendar.ts";
import { siteKeysOf } from "../core/site.ts";
import { openDesk } from "../desk/desk.ts";
import { importRows } from "../desk/import.ts";
import { planImport } from "../desk/import-plan.ts";
import { publishKey } from "../desk/publish.ts";
import type { Prover } from "../prover/prover.ts";
import { defaultPoolSize, proverPool } from "../prover/prover-pool.ts";
import { parseCsv } from "../sheets/parse-csv.ts";
import { readWeighings } from "../sheets/weighings.ts";
import { createVault } from "../vault/vault.ts";
import { newSite } from "./workload.ts";

/** What it took to mint the rows of a sheet, from the file to the last block. */
export interface ImportFigures {
  readonly rows: number;
  readonly batch: number;
  readonly processes: number;
  readonly ms: number;
}

const ROWS = 100;
const BATCH = 16;

/** Imports a sheet on a new deployment, as `lot import` does, with cold provers. */
export async function measureImport(
  connection: NetworkConnection,
  single: Prover,
  log: (line: string) => void,
): Promise<ImportFigures> {
  log(`importing a sheet of ${ROWS} rows`);
  const { ethers } = connection;
  const { provider } = ethers;
  const [administrator] = await ethers.getSigners();
  if (administrator === undefined) throw new Error("the chain has no account");
  const addresses = await deployKobold(connection, { footprintMethod: documentsHashOf("benchmark") });
  const contracts = contractsAt(addresses, administrator);
  const { site, assayerKey } = newSite(dayOfTimestamp((await provider.getBlock("latest"))?.timestamp ?? 0));
  const accreditors = { accreditor: administrator, tracingAuthority: administrator, controllers: [] };
  const keys = siteKeysOf(site.secrets, site.assayer);
  await enrolSite(contracts.accreditation, accreditors, keys, site.profile, site.process);

  const folder = mkdtempSync(path.join(tmpdir(), "kobold-bench-"));
  const processes = defaultPoolSize();
  const prover = proverPool(single, processes);
  const vault = createVault(path.join(folder, "mine.vault"), "a passphrase for the benchmark");
  try {
    const wallet = new Wallet(hexOfBytes(crypto.getRandomValues(new Uint8Array(32))), provider);
    await (
      await administrator.sendTransaction({ to: wallet.address, value: ethers.parseEther("10") })
    ).wait();
    const { secrets, assayer, process } = site;
    vault.sites.put({ name: "mine", secrets, assayer, assayerKey: hexOfBytes(assayerKey), process });
    const settings = { confirmations: 1, timeoutMs: 60_000, pollMs: 50 };
    const parts = { vault, wallet, provider, contracts, prover, settings };
    await publishKey(await openDesk(parts));
    const desk = await openDesk(parts);

    const start = performance.now();
    const { weighings } = readWeighings(parseCsv(sheetOf(ROWS)));
    const { mints } = await planImport(desk, weighings);
    const minted = await importRows(desk, mints, { batch: BATCH });
    const ms = performance.now() - start;
    if (minted.length !== ROWS) throw new Error(`of ${ROWS} rows ${minted.length} were minted`);
    return { rows: ROWS, batch: BATCH, processes, ms };
  } finally {
    await prover.close();
    vault.close();
    rmSync(folder, { recursive: true });
  }
}

function sheetOf(rows: number): string {
  const head = "site;ticket;wet (t);moisture (%);grade (%);co2e (kg/kg)\n";
  return head + Array.from({ length: rows }, (_, i) => `mine;WB-${i};48,5;25,5;33,25;8\n`).join("");
}

/** The figures as Markdown. */
export function importMarkdown({ rows, batch, processes, ms }: ImportFigures): string {
  const rate = Math.round(rows / (ms / 60_000));
  return (
    `\`lot import\` of a sheet of ${rows} rows, ${batch} to a transaction, ${processes} proofs at once: ` +
    `${(ms / 1000).toFixed(1)} s, ${rate} rows a minute.`
  );
}
