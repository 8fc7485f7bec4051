import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { connectNode } from "../../scripts/chain/node.ts";

export const NODE_KINDS = ["hardhat", "anvil"] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

export interface RunningNode {
  readonly url: string;
  stop(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, "../..");
/** 2026-03-16T08:00:00Z, as on Hardhat's networks. */
const START = 1_773_648_000;
const STARTUP_MS = 60_000;

/** Starts a node process of its own on a free port and waits until it answers. */
export async function startNode(kind: NodeKind, chainId = 31_337): Promise<RunningNode> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [program, args] = kind === "hardhat" ? hardhatCommand(port, chainId) : anvilCommand(port, chainId);
  const child = spawn(program, args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  try {
    await untilAnswering(child, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

function hardhatCommand(port: number, chainId: number): [string, string[]] {
  const cli = path.join(ROOT, "node_modules/hardhat/dist/src/cli.js");
  const place = ["--hostname", "127.0.0.1", "--port", String(port), "--chain-id", String(chainId)];
  return [process.execPath, [cli, "node", ...place]];
}

/** The binary itself: the package's wrapper would outlive a SIGKILL of it, or it the wrapper. */
function anvilCommand(port: number, chainId: number): [string, string[]] {
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const require = createRequire(createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json"));
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binary = require.resolve(`@foundry-rs/anvil-${process.platform}-${arch}/bin/anvil${suffix}`);
  const host = ["--host", "127.0.0.1", "--port", String(port), "--chain-id", String(chainId)];
  return [binary, [...host, "--silent", "--timestamp", String(START), "--hardfork", "prague"]];
}

async function untilAnswering(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + STARTUP_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the node ended with code ${child.exitCode}`);
    try {
      (await connectNode(url, { timeoutMs: 2_000 })).destroy();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("no port was given");
  return address.port;
}
