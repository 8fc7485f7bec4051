import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import { tasks } from "../../tasks/index.ts";
import { hardhatCli } from "../fixtures/hardhat-cli.ts";

describe("hardhat completion bash", () => {
  let folder: string;
  let script: string;
  before(async () => {
    const { code, stdout, stderr } = await hardhatCli(["completion", "bash"]);
    expect(code, stderr).to.equal(0);
    folder = mkdtempSync(path.join(tmpdir(), "kobold-completion-"));
    script = path.join(folder, "completion.sh");
    writeFileSync(script, stdout);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** What a bash that has read the script offers for the last word of each line, whose words need no quotes. */
  const offeredFor = (lines: readonly string[]): string[][] => {
    const offer = `source "$0"
      offer() {
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
        spec=$(complete -p "\${1##*/}"); [[ $spec =~ -F\\ ([a-z_]+) ]] && "\${BASH_REMATCH[1]}" "$1" "\${@: -1}" ""
        printf '%s ' "\${COMPREPLY[@]}"; printf '\\n'
      }
      while IFS= read -r line; do IFS=' ' read -ra words <<< "$line"; [[ $line == *' ' ]] && words+=(''); offer "\${words[@]}"; done`;
    const printed = execFileSync("bash", ["--norc", "-u", "-c", offer, script], {
      encoding: "utf8",
      input: lines.map((line) => `${line}\n`).join(""),
    });
    return printed
      .split("\n")
      .slice(0, -1)
      .map((words) => words.split(" ").filter((word) => word !== ""));
  };
  const offered = (...words: string[]): string[] => offeredFor([words.join(" ")])[0] ?? [];

  it("offers every task of ours, noun by noun and verb by verb", () => {
    const lines = tasks.flatMap(({ id: [noun = "", verb] }) => [
      [`npx hardhat ${noun}`, noun],
      ...(verb === undefined ? [] : [[`hardhat ${noun} `, verb]]),
    ]);
    const found = offeredFor(lines.map(([line = ""]) => line));
    expect(found).to.have.lengthOf(lines.length);
    lines.forEach(([line, word], i) => expect(found[i], line).to.include(word));
  });

  it("offers a task's options, and those of every task", () => {
    const options = offered("npx", "hardhat", "lot", "offer", "H1", "--");
    expect(options).to.include.members(["--days", "--vault", "--confirmations", "--network", "--lang"]);
    expect(options).not.to.include("--wet");
    expect(offered("hardhat", "lot", "mint", "--we")).to.deep.equal(["--wet"]);
    expect(offered("hardhat", "vault", "re")).to.have.members(["recover", "rehearse", "restore"]);
  });

  it("offers networks and languages, and knows a task behind options and their values", () => {
    expect(offered("hardhat", "--network", "rem")).to.deep.equal(["remote"]);
    expect(offered("hardhat", "lot", "list", "--lang", "")).to.deep.equal(["en", "fr"]);
    expect(offered("npx", "hardhat", "--network", "remote", "vault", "back")).to.deep.equal(["backup"]);
    expect(offered("hardhat", "--show-stack-traces", "circuits", "b")).to.deep.equal(["build"]);
  });

  it("leaves values, arguments and other programs to bash", () => {
    expect(offered("hardhat", "vault", "status", "--vault", "f")).to.deep.equal([]);
    expect(offered("hardhat", "vault", "backup", "f")).to.deep.equal([]);
    expect(offered("npx", "prettier", "l")).to.deep.equal([]);
    expect(offered("npx", "hard")).to.deep.equal([]);
  });
});
