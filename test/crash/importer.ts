import { takeUp } from "../../scripts/desk/carry-out.ts";
import { type ContractAddresses, contractsAt } from "../../scripts/chain/contracts.ts";
import { importRows } from "../../scripts/desk/import.ts";
import { planImport } from "../../scripts/desk/import-plan.ts";
import { connectNode } from "../../scripts/chain/node.ts";
import { parseCsv } from "../../scripts/sheets/parse-csv.ts";
import { readWeighings } from "../../scripts/sheets/weighings.ts";
import { z } from "zod/v4";
import { deskOf } from "../fixtures/desk.ts";
import { developmentWallet } from "../fixtures/desk-world.ts";

/** What a process that imports a sheet is told. */
export interface ImporterTask {
  readonly url: string;
  readonly addresses: ContractAddresses;
  readonly folder: string;
  readonly sheet: string;
  readonly batch: number;
  /** The step at which the process dies, and which time it is that it comes there; null if it should come to the end. */
  readonly death: { readonly step: string; readonly time: number } | null;
}

// Imports a sheet as `lot import` does, up to its death. Prints how many rows were known and how many were minted.
async function run({ url, addresses, folder, sheet, batch, death }: ImporterTask): Promise<void> {
  let isArmed = false;
  let times = 0;
  const onStep = (step: string) => {
    if (!isArmed || step !== death?.step || ++times < death.time) return;
    process.kill(process.pid, "SIGKILL");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
  };
  const provider = await connectNode(url);
  const settings = { confirmations: 1, timeoutMs: 20_000, pollMs: 5, onStep };
  const place = { folder, provider, contracts: contractsAt(addresses, provider), settings };
  const desk = await deskOf("mine", developmentWallet(1, provider), place);
  await takeUp(desk);
  isArmed = true;
  const { mints, known, problems } = await planImport(desk, readWeighings(parseCsv(sheet)).weighings);
  const [problem] = problems;
  if (problem !== undefined) throw problem.error;
  const minted = await importRows(desk, mints, { batch });
  console.log(`${known.length} ${minted.length}`);
  desk.vault.close();
  provider.destroy();
}

if (import.meta.main) {
  const address = z.string();
  const addresses = z.object({
    accreditation: address,
    cobaltLot: address,
    policies: address,
    claims: address,
    recalls: address,
    participants: address,
  });
  const death = z.object({ step: z.string(), time: z.number() }).nullable();
  const task = z.object({
    ...{ url: z.string(), folder: z.string(), sheet: z.string() },
    ...{ addresses, batch: z.number(), death },
  });
  await run(task.parse(JSON.parse(process.argv[2] ?? "")));
}
