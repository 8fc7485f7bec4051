import { parseEther, Wallet } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { ThrowAwayVaults } from "../demo/throw-away-vaults.ts";
import { openDesk } from "../desk/desk.ts";
import { importRows } from "../desk/import.ts";
import { planImport } from "../desk/import-plan.ts";
import { publishKey } from "../desk/publish.ts";
import type { Prover } from "../prover/prover.ts";
import { defaultPoolSize, proverPool } from "../prover/prover-pool.ts";
import { parseCsv } from "../sheets/parse-csv.ts";
import { readWeighings } from "../sheets/weighings.ts";
import { deployWithSites } from "./workload.ts";

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
  const vaults = new ThrowAwayVaults();
  const processes = defaultPoolSize();
  const prover = proverPool(single, processes);
  try {
    const { provider } = connection.ethers;
    const vault = vaults.create();
    const { contracts } = await deployWithSites(connection, vault);
    const wallet = Wallet.createRandom(provider);
    await connection.networkHelpers.setBalance(wallet.address, parseEther("10"));
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
    vaults.close();
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
