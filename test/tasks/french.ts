import { chmodSync, statSync } from "node:fs";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { lotId } from "../../scripts/core/lot.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { hardhatCli } from "../fixtures/hardhat-cli.ts";
import { provenanceOf } from "../fixtures/sites.ts";

const FRENCH = { LANG: "fr_FR.UTF-8", LC_ALL: "", LC_MESSAGES: "" };
const listSchema = z.array(
  z.strictObject({
    lot: z.string(),
    state: z.literal("retired"),
    isFinal: z.literal(true),
    massGrams: z.string(),
    label: z.string(),
  }),
);
const errorSchema = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }),
});

describe("the tasks in French", () => {
  let world: CliWorld;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1);
    const deployment = { chainId: 1_337n, cobaltLot: world.addresses.cobaltLot };
    const lot = { massGrams: 11_880_000n, provenance: provenanceOf(), salt: 7n };
    world.inVault(1, ({ lots }) => {
      lots.put({ deployment, id: lotId(lot), lot, label: "A1", state: "retired" });
    });
  });
  after(() => world.close());

  it("explain themselves where the locale is French", async () => {
    const { code, stdout } = await hardhatCli(["lot", "mint", "--help"], FRENCH);
    expect(code).to.equal(0);
    expect(stdout).to.include("Faire entrer du cobalt dans la chaîne à un site de ce coffre");
    expect(stdout).to.include("Masse humide au pont-bascule, comme 48t");
  });

  it("list with French headings and states, and take a state by either word", async () => {
    const rows = [/^lot +état +cobalt contenu +étiquette$/, /^0x[0-9a-f]{12} +retiré +11\.88 t +A1$/];
    for (const args of [["--all"], ["--state", "retiré"], ["--state", "retired"]]) {
      const { code, stdout } = await world.run(1, ["lot", "list", ...args, "--lang", "fr"]);
      expect(code).to.equal(0);
      const lines = stdout.trimEnd().split("\n");
      expect(lines).to.have.length(rows.length);
      rows.forEach((row, i) => expect(lines[i]).to.match(row));
    }
  });

  it("warn in French of a vault that others could read, and close it to them", async () => {
    const file = world.vaultFile(1);
    chmodSync(file, 0o644);
    const { code, stderr } = await world.run(1, ["lot", "list"], "desk", FRENCH);
    expect(code).to.equal(0);
    expect(stderr).to.equal(
      `d'autres pouvaient lire ${file} (mode 644)\u00a0; il est maintenant en mode 600\n`,
    );
    expect(statSync(file).mode & 0o777).to.equal(0o600);
  });

  it("give programs the same document as in English", async () => {
    const args = ["lot", "list", "--all", "--json"];
    const [english, french] = [await world.run(1, args), await world.run(1, args, "desk", FRENCH)];
    expect(listSchema.parse(JSON.parse(french.stdout))).to.have.length(1);
    expect(french.stdout).to.equal(english.stdout);
  });

  it("refuse in French, with the same code and exit code", async () => {
    const args = ["lot", "mint", "--mass", "48", "--json"];
    const [english, french] = [await world.run(1, args), await world.run(1, args, "desk", FRENCH)];
    expect([english.code, french.code]).to.deep.equal([2, 2]);
    const code = "BAD_FIGURE";
    expect(errorSchema.parse(JSON.parse(english.stdout)).error).to.deep.equal({
      code,
      message: '--mass: "48" is not a mass',
      remedy: "write it like 10 t, 250 kg or 7300 g",
    });
    const message = "--mass\u00a0: «\u00a048\u00a0» n'est pas une masse";
    const remedy = "écrivez-la comme 10 t, 250 kg ou 7300 g";
    expect(errorSchema.parse(JSON.parse(french.stdout)).error).to.deep.equal({ code, message, remedy });
    expect(french.stderr).to.equal(`Erreur\u00a0: ${message}\n  → ${remedy}\n`);
  });
});
