import { spawn } from "node:child_process";
import { once } from "node:events";

import { lotId } from "../../scripts/core/lot.ts";
import { createVault, openVault } from "../../scripts/vault/vault.ts";
import { FAST_KDF, lotSource, PASSPHRASE, PLACE } from "./vault.ts";

/** What a process of its own does with a vault before it waits to be killed. */
type Deed = "put" | "half" | "hold";

/** The lot that the process stores. */
export const processLot = lotSource("process")();

/** Starts a process that does its deed with the vault, says so, and then goes on for ever. */
export async function startVaultProcess(
  deed: Deed,
  file: string,
): Promise<{ pid: number; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, [import.meta.filename, deed, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await Promise.race([once(child.stdout, "data"), once(child, "exit").then(failed)]);
  const { pid } = child;
  if (pid === undefined) return failed();
  const kill = async () => {
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  return { pid, kill };
}

function failed(): never {
  throw new Error("the process ended by itself");
}

function act(deed: Deed, file: string): void {
  const vault =
    deed === "put" ? createVault(file, PASSPHRASE, { kdf: FAST_KDF }) : openVault(file, PASSPHRASE);
  const put = () => {
    vault.lots.put({ place: PLACE, id: lotId(processLot), lot: processLot });
  };
  const wait = () => {
    process.stdout.write("done\n");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  };
  if (deed === "put") put();
  if (deed !== "half") {
    wait();
    return;
  }
  vault.transaction(() => {
    put();
    wait();
  });
}

if (import.meta.main) {
  const [deed, file = ""] = process.argv.slice(2);
  act(deed === "half" ? "half" : deed === "hold" ? "hold" : "put", file);
}
