import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { quickKdf } from "../vault/kdf.ts";
import { createVault, openVault, type Vault } from "../vault/vault.ts";

/** The firms' vaults, in a folder that is removed when they are closed. */
export class ThrowAwayVaults {
  readonly #folder = mkdtempSync(path.join(tmpdir(), "kobold-demo-"));
  /** Nobody opens them later, so nobody has to know it. */
  readonly #passphrase = crypto.getRandomValues(new Uint8Array(32));
  readonly #open: Vault[] = [];

  create(): Vault {
    return this.#kept(createVault(this.#nextFile(), this.#passphrase, { kdf: quickKdf() }));
  }

  /** A vault that holds the same and goes its own way from here. */
  copyOf(vault: Vault): Vault {
    const file = this.#nextFile();
    vault.backup(file);
    return this.#kept(openVault(file, this.#passphrase));
  }

  close(): void {
    for (const vault of this.#open) vault.close();
    rmSync(this.#folder, { recursive: true });
  }

  #nextFile(): string {
    return path.join(this.#folder, `${this.#open.length + 1}.vault`);
  }

  #kept(vault: Vault): Vault {
    this.#open.push(vault);
    return vault;
  }
}
