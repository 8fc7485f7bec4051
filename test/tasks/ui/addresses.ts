import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import hre, { network } from "hardhat";
import { after, before, describe, it } from "mocha";

import { type DeploymentFile, describeDeploymentAt } from "../../../scripts/chain/deployment-file.ts";
import { asJson } from "../../../scripts/core/json.ts";
import { cobaltLotGiven, deploymentGiven } from "../../../tasks/ui/addresses.ts";
import { deployWithRoles } from "../../fixtures/deployed.ts";
import { expectError } from "../../fixtures/errors.ts";

const CHAIN_ID = 31_337n;

describe("the deployment of a command line", () => {
  let folder: string;
  let known: DeploymentFile;
  const write = (content: unknown) => {
    const file = path.join(folder, "deployment.json");
    writeFileSync(file, asJson(content));
    return file;
  };
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "kobold-deployment-"));
    const connection = await network.create("simulated");
    const { addresses } = await deployWithRoles(connection);
    known = await describeDeploymentAt(connection.ethers.provider, addresses, 3);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read from its file as it was written, addresses in any case", () => {
    expect(deploymentGiven(hre, CHAIN_ID, write(known))).to.deep.equal(known);
    const { cobaltLot } = known.contracts;
    const lower = { ...cobaltLot, address: cobaltLot.address.toLowerCase() };
    const file = write({ ...known, contracts: { ...known.contracts, cobaltLot: lower } });
    expect(deploymentGiven(hre, CHAIN_ID, file)).to.deep.equal(known);
    expect(cobaltLotGiven("--predecessor", file)).to.equal(cobaltLot.address);
    expect(cobaltLotGiven("--predecessor", cobaltLot.address.toLowerCase())).to.equal(cobaltLot.address);
  });

  it("is refused where its file is of another chain or version, lacks something, or describes nothing", async () => {
    const given = (content: unknown) => () => deploymentGiven(hre, CHAIN_ID, write(content));
    await expectError(
      "CHAIN_MISMATCH",
      given({ ...known, chainId: "5" }),
      "chain 5, and the node is of chain 31337",
    );
    await expectError("BAD_FILE", given({ ...known, version: 2 }), "version 2");
    const { claims, ...others } = known.contracts;
    await expectError("BAD_FILE", given({ ...known, contracts: others }), "not its contracts.claims");
    const wrong = { ...others, claims: { ...claims, codeHash: "0x12" } };
    await expectError("BAD_FILE", given({ ...known, contracts: wrong }), "not its contracts.claims.codeHash");
    await expectError("BAD_FILE", given({ ...known, firstBlock: -1 }), "not its firstBlock");
    await expectError("BAD_FILE", given([]), "describes no deployment");
    await expectError(
      "BAD_FILE",
      () => deploymentGiven(hre, CHAIN_ID, path.join(folder, "none.json")),
      "there is no file",
    );
    await expectError(
      "CHAIN_MISMATCH",
      () => deploymentGiven(hre, 99n, ""),
      "not known where Kobold is deployed on chain 99",
    );
  });
});
