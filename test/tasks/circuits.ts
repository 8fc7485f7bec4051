import { expect } from "chai";
import { describe, it } from "mocha";
import { z } from "zod/v4";

import manifest from "../../circuits/circuits.json" with { type: "json" };
import { hardhatCli } from "../fixtures/hardhat-cli.ts";

const names = manifest.circuits.map(({ name }) => name);
const infoSchema = z.array(z.object({ name: z.string(), constraints: z.number(), zkeyBytes: z.number() }));

describe("the circuits tasks", () => {
  const done = async (...args: string[]) => {
    const { code, stdout, stderr } = await hardhatCli(args);
    expect(code, stdout + stderr).to.equal(0);
    return stdout;
  };

  it("build what has changed, and say what there is", async () => {
    const built = z
      .object({ circuits: z.array(z.string()) })
      .parse(JSON.parse(await done("circuits", "build", "--json")));
    expect(built.circuits).to.deep.equal(names);
    const infos = infoSchema.parse(JSON.parse(await done("circuits", "info", "--json")));
    expect(infos.map(({ name }) => name)).to.deep.equal(names);
    const table = await done("circuits", "info");
    for (const { name, constraints } of infos)
      expect(table).to.match(new RegExp(`^${name} +${constraints} `, "m"));
  });

  // `circuits setup` takes minutes for the powers of tau; test/setup holds its parts to what is committed
  it("check the keys against the lock, circuits and contracts", async function () {
    const verified = await done("circuits", "verify");
    expect(verified)
      .to.match(/^ok /m)
      .and.not.match(/^failed/m);
    // what was not looked at is said
    const [open = ""] = verified.split(/^skipped /m).slice(1);
    expect(open)
      .to.include("powers of tau")
      .and.include("→ run `npx hardhat circuits verify --full`, about ten minutes");
    expect(verified.match(/^skipped /gm)).to.have.length(1);
    for (const name of names) expect(verified).to.contain(name);
  });
});
