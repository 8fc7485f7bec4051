import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { keccak256 } from "ethers";
import { z } from "zod/v4";

import { connectNode, type Node } from "../../scripts/chain/node.ts";
import { createVault } from "../../scripts/vault/vault.ts";
import { deployDeskWorld, developmentWallet, REFINERY, SITE } from "../fixtures/desk-world.ts";
import { FAST_KDF, PASSPHRASE } from "../fixtures/vault.ts";
import type { FirmsTask } from "./firms.ts";
import { type NodeKind, startNode } from "./node.ts";
import { type Fate, fates } from "./schedule.ts";

/** What lies between the firms and their node, if not nothing. */
export interface Weather {
  /** @returns the URL that the firms are given */
  readonly begin: (url: string) => Promise<{
    readonly url: string;
    stop(): Promise<void>;
    /** Has another chain answer at the URL, or this one again. */
    elsewhere?(isSo: boolean): void;
  }>;
  /** What happens to the chain after each death. */
  readonly afterDeath?: (provider: Node) => Promise<void>;
  readonly confirmations?: number;
  /** How long the firms wait for an answer, in milliseconds. */
  readonly timeoutMs?: number;
}

export interface CrashRun {
  readonly node: NodeKind;
  readonly kills: number;
  readonly seed: string;
  /** Ends earlier once this much time has gone by, though never before `leastKills`. */
  readonly maxMs?: number;
  readonly leastKills?: number;
  readonly onProgress?: (kills: number) => void;
  readonly weather?: Weather;
}

export interface CrashReport {
  readonly kills: number;
  /** How often each boundary was deadly: `split at sent`, `resuming at mined`. */
  readonly boundaries: ReadonlyMap<string, number>;
  /** Processes that began by taking up and checking what was left. */
  readonly processes: number;
  readonly seconds: number;
}

/** After so many kills the firms begin anew, or reading their history would take most of the time. */
const LIFE = 40;
const FIRMS = path.join(import.meta.dirname, "firms.ts");

/**
 * Kills the process of two firms again and again, by SIGKILL and by a seeded schedule, while they trade on a node that is
 * a process of its own. @throws if after any death a vault and the chain disagree
 */
export async function runCrashes({
  node,
  kills,
  seed,
  maxMs = Infinity,
  leastKills = 1,
  onProgress,
  weather = { begin: (url) => Promise.resolve({ url, stop: () => Promise.resolve() }) },
}: CrashRun): Promise<CrashReport> {
  const begin = Date.now();
  const goesOn = () => killed < kills && (killed < leastKills || Date.now() < begin + maxMs);
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-crash-"));
  const running = await startNode(node);
  const provider = await connectNode(running.url, { pollingMs: 20 });
  const between = await weather.begin(running.url);
  const boundaries = new Map<string, number>();
  let [killed, processes] = [0, 0];
  try {
    const schedule = fates(seed);
    while (goesOn()) {
      const world = await newWorld(provider, folder, killed);
      const { confirmations = 2, timeoutMs = 30_000 } = weather;
      const task = { url: between.url, nodeUrl: running.url, confirmations, timeoutMs, ...world };
      for (let life = 0; life < LIFE && goesOn(); life++) {
        const fate = schedule.next().value;
        const death = await runFirms({ ...task, fate });
        processes += 1;
        const where =
          death === "resuming" ? `resuming at ${String(fate.resumeStep)}` : `${fate.deed} at ${fate.step}`;
        boundaries.set(where, (boundaries.get(where) ?? 0) + 1);
        killed += 1;
        if (fate.dropsPending) await dropPending(provider);
        await weather.afterDeath?.(provider);
        if (between.elsewhere !== undefined) {
          between.elsewhere(true);
          const end = await runFirms({ ...task, fate: null });
          if (end !== "elsewhere") throw new Error("the firms worked on another chain");
          between.elsewhere(false);
        }
        onProgress?.(killed);
      }
      await runFirms({ ...task, fate: null });
      processes += 1;
    }
  } finally {
    provider.destroy();
    await between.stop();
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills: killed, boundaries, processes, seconds: (Date.now() - begin) / 1000 };
}

async function newWorld(
  provider: Node,
  folder: string,
  number: number,
): Promise<Pick<FirmsTask, "addresses" | "codeHash" | "folder">> {
  await provider.send("evm_setAutomine", [true]);
  const wallets = [developmentWallet(1, provider), developmentWallet(2, provider)];
  // keys are published once a deployment, and each has its own participants
  const { addresses } = await deployDeskWorld(provider, wallets);
  await provider.send("evm_setAutomine", [false]);
  // far enough behind that a node which lags, or a reorganisation, does not touch it
  await provider.send("hardhat_mine", ["0x10"]);
  const own = path.join(folder, String(number));
  mkdirSync(own);
  for (const name of ["seller", "buyer"]) {
    const vault = createVault(path.join(own, `${name}.vault`), PASSPHRASE, { kdf: FAST_KDF });
    if (name === "seller") for (const site of [SITE, REFINERY]) vault.sites.put(site);
    vault.close();
  }
  return { addresses, codeHash: keccak256(await provider.getCode(addresses.cobaltLot)), folder: own };
}

/** @returns where the process died; only one without a fate, or on another chain, ends by itself */
async function runFirms(task: FirmsTask): Promise<"resuming" | "working" | "ended" | "elsewhere"> {
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), "kobold-compile-cache") };
  const child = spawn(process.execPath, [FIRMS, JSON.stringify(task)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [said, complained] = ["", ""];
  child.stdout.on("data", (data) => (said += String(data)));
  child.stderr.on("data", (data) => (complained += String(data)));
  await once(child, "close");
  if (child.signalCode === "SIGKILL") return said.includes("checked") ? "working" : "resuming";
  if (child.exitCode === 0 && said.includes("elsewhere")) return "elsewhere";
  if (child.exitCode === 0 && task.fate === null) return "ended";
  throw new Error(`${describe(task.fate)}: the process ended by itself: ${complained}`);
}

function describe(fate: Fate | null): string {
  return fate === null ? "the last check" : JSON.stringify(fate);
}

/** The node forgets what waits, as one that is restarted does. */
async function dropPending(provider: Node): Promise<void> {
  const block: unknown = await provider.send("eth_getBlockByNumber", ["pending", false]);
  const { transactions } = z.object({ transactions: z.array(z.string()) }).parse(block);
  for (const hash of transactions) await provider.send("hardhat_dropTransaction", [hash]);
}
