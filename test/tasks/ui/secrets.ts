import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";
import hre from "hardhat";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import type { Run } from "../../fixtures/hardhat-cli.ts";

const PASSWORD = "the keystore's own password";

/** Hardhat's keystore as it lies in a user's folder; made by its own code, which has no other door than a terminal. */
async function keystoreWith(secrets: Readonly<Record<string, string>>): Promise<unknown> {
  const { root } = hre.config.paths;
  const folder = "node_modules/@nomicfoundation/hardhat-keystore/dist/src/internal/keystores";
  const loaded: unknown = await import(pathToFileURL(path.join(root, folder, "encryption.js")).href);
  const call = (name: string, given: object): unknown => {
    const found: unknown = Reflect.get(Object(loaded), name);
    if (typeof found !== "function") throw new TypeError(`the keystore has no ${name}`);
    const result: unknown = Reflect.apply(found, undefined, [given]);
    return result;
  };
  const made = z.object({ masterKey: z.unknown(), salt: z.unknown() });
  const { masterKey, salt } = made.parse(call("createMasterKey", { password: PASSWORD }));
  let encryptedKeystore: unknown = call("createEmptyEncryptedKeystore", { masterKey, salt });
  for (const [key, value] of Object.entries(secrets))
    encryptedKeystore = call("addSecretToKeystore", { masterKey, encryptedKeystore, key, value });
  return encryptedKeystore;
}

describe("a secret in Hardhat's keystore", () => {
  let folder: string;
  let env: Record<string, string>;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "kobold-keystore-"));
    // where Hardhat's folder is on Linux, macOS and Windows; without what tells a build server, where it is not looked at
    env = {
      PATH: process.env["PATH"] ?? "",
      XDG_CONFIG_HOME: folder,
      HOME: folder,
      APPDATA: folder,
      LANG: "C",
      LC_ALL: "",
    };
    const keystore = JSON.stringify(await keystoreWith({ KOBOLD_RPC_URL: "http://127.0.0.1:1" }));
    for (const place of ["hardhat-nodejs", "Library/Preferences/hardhat-nodejs", "hardhat-nodejs/Config"]) {
      mkdirSync(path.join(folder, place), { recursive: true });
      writeFileSync(path.join(folder, place, "keystore.json"), keystore);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** In an environment of its own, with nothing of this process's. */
  const command = (args: readonly string[], own: Readonly<Record<string, string>>): Promise<Run> =>
    new Promise((resolve) => {
      const { root } = hre.config.paths;
      const cli = path.join(root, "node_modules/hardhat/dist/src/cli.js");
      execFile(process.execPath, [cli, ...args], { cwd: root, env: own }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });

  it("is missed in words where nobody can type its password, and nothing is asked among the answers", async () => {
    const run = await command(["policy", "list", "--network", "remote", "--json"], env);
    expect(run.code, run.stdout + run.stderr).to.equal(2);
    expect(JSON.parse(run.stdout)).to.have.nested.property("error.code", "NO_SECRET");
    expect(run.stderr).to.contain("keystore").and.contain("no terminal");
  });

  it("is not taken for a node that does not answer when its password is wrong", async () => {
    const run = await command(["policy", "list", "--network", "remote", "--json"], {
      ...env,
      // a terminal, as far as the process can tell, at which somebody types a wrong password
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TYPING)}`,
    });
    expect(run.code, run.stdout + run.stderr).to.equal(2);
    expect(run.stderr)
      .to.contain("password of Hardhat's keystore is wrong")
      .and.not.contain("no node answers");
  });
});

const TYPING = `
  import { PassThrough } from "node:stream";
  const typed = Object.assign(new PassThrough(), { isTTY: true });
  Object.defineProperty(process, "stdin", { value: typed });
  typed.write("not the password\\n");
`;
