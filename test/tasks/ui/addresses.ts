import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import hre from "hardhat";
import { after, before, describe, it } from "mocha";

import { deskAddresses } from "../../../tasks/ui/addresses.ts";
import { expectError } from "../../fixtures/errors.ts";

const NAMES = ["Accreditation", "CobaltLot", "Policies", "Claims", "Recalls", "Participants"];
const address = (index: number) => `0x${String(index + 1).padStart(40, "0")}`;

describe("the file of a deployment's addresses", () => {
  let folder: string;
  const write = (entries: readonly (readonly [string, string])[]) => {
    const file = path.join(folder, "addresses.json");
    writeFileSync(file, JSON.stringify(Object.fromEntries(entries)));
    return file;
  };
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "kobold-addresses-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read as `deploy --json` prints it and as Ignition keeps it", () => {
    const printed = NAMES.map(
      (name, i) => [name.charAt(0).toLowerCase() + name.slice(1), address(i)] as const,
    );
    const kept = NAMES.map((name, i) => [`Kobold#${name}`, address(i)] as const);
    const expected = Object.fromEntries(printed);
    expect(deskAddresses(hre, 1n, write(printed))).to.deep.equal(expected);
    expect(deskAddresses(hre, 1n, write(kept))).to.deep.equal(expected);
  });

  it("is refused by the names that it lacks, or that have no address", async () => {
    const printed = [
      ["accreditation", address(0)],
      ["cobaltLot", "0x12"],
      ["policies", address(2)],
    ] as const;
    await expectError(
      "BAD_FILE",
      () => deskAddresses(hre, 1n, write(printed)),
      "has no address of: cobaltLot, claims, recalls, participants",
    );
  });
});
