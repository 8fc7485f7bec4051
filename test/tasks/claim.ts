import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { mined } from "../../scripts/chain/refusal.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { packInterval, type Policy, policyId } from "../../scripts/core/policy.ts";
import { idText } from "../../scripts/core/ids.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";
import { siteOf, ATTRIBUTES } from "../fixtures/sites.ts";
import { startProxy } from "../network/proxy.ts";

const ORIGIN = "rmap = 100%, origin-drc >= 50%, co2e <= 15 kg/kg";
const idOf = (words: string) => idText(policyId(parsePolicy(words, ATTRIBUTES)));

const interval = z.object({ least: z.string(), most: z.string() });
const provenSchema = z.object({
  policies: z.array(z.string()),
  public: z.object({
    before: z.record(z.string(), interval),
    after: z.record(z.string(), interval),
    sites: z.object({ before: z.number(), after: z.number() }).nullable(),
  }),
});
const checkSchema = z.object({
  lot: z.string(),
  holds: z.boolean(),
  policies: z.array(z.object({ holds: z.boolean(), shortfalls: z.array(z.string()) })),
});
const listSchema = z.object({
  claims: z.array(
    z.object({ policy: z.string(), words: z.string(), provenOn: z.string(), aboutLot: z.boolean() }),
  ),
});

/** Two policies whose ids begin alike, and how. */
function sameDigits(): [string, Policy, Policy] {
  const seen = new Map<string, Policy>();
  for (let massMin = 2n; ; massMin++) {
    const policy = { rows: [], massMin, massMax: 1_000_000n };
    const digits = idText(policyId(policy)).slice(0, 6);
    const twin = seen.get(digits);
    if (twin !== undefined) return [digits, twin, policy];
    seen.set(digits, policy);
  }
}

describe("the tasks of policies and claims", () => {
  let world: CliWorld;
  let h1: string;
  before(async function () {
    world = await openCliWorld();
    // a second mine, of another origin
    const other = siteOf("other", { grants: ["rmap"] });
    await world.enrol(other, other.profile);
    expect(siteKeysOf(other.secrets, other.assayer)).not.to.deep.equal(
      siteKeysOf(SITE.secrets, SITE.assayer),
    );
    await world.addFirm(1, [SITE]);
    await world.addFirm(2);
    const mint = ["lot", "mint", "--mass", "12t", "--co2e", "8kg/kg", "--label", "H1", "--json"];
    const { lots } = z
      .object({ lots: z.array(z.object({ lot: z.string() })) })
      .parse(JSON.parse((await world.done(1, mint)).stdout));
    h1 = lots[0]?.lot ?? expect.fail("no lot");
  });
  after(() => world.close());

  /** What a firm is told that it can't have. */
  const refused = async (firm: number, code: number, args: string[], options: "desk" | "place" = "desk") => {
    const { code: ended, stdout, stderr } = await world.run(firm, args, options);
    expect(ended, stderr + stdout).to.equal(code);
    expect(stdout).to.equal("");
    return stderr;
  };

  it("define a policy in words, list and show it by name, digits or words", async function () {
    const defined = await world.done(1, ["policy", "define", "origin", `  ${ORIGIN} `]);
    expect(defined.stdout.split("\n").slice(0, 2)).to.deep.equal([
      `origin is defined: ${idOf(ORIGIN)}`,
      ORIGIN,
    ]);
    // the chain knows it now, so that another firm only names it
    const again = await world.done(2, ["policy", "define", "drc", ORIGIN, "--json"]);
    expect(JSON.parse(again.stdout)).to.include({ policy: idOf(ORIGIN), isNew: false, aboutLot: false });
    await world.done(1, ["policy", "define", "ten", "mass >= 10 t"]);

    const { stdout } = await world.done(1, ["policy", "list"]);
    expect(stdout).to.match(/^name +id +about +in words\n/);
    expect(stdout).to.contain(`origin  ${idOf(ORIGIN).slice(0, 14)}  a provenance  ${ORIGIN}\n`);
    expect(stdout).to.match(/ten +0x[0-9a-f]{12} +a lot +mass >= 10 t\n/);

    const shown = await world.done(2, ["policy", "show", idOf(ORIGIN).slice(2, 10)]);
    expect(shown.stdout).to.contain("name: drc\n").and.contain("row 2: origin-drc >= 50%\n");
    expect(shown.stdout).to.contain("it is defined on this deployment\n");
  });

  it("refuse words that can't be read, with a mark under the place, and names that are taken or unknown", async function () {
    const [digits, ...twins] = sameDigits();
    for (const { massMin, massMax } of twins) {
      await mined(
        world.contracts.policies.definePolicy([0n, 0n, 0n, 0n], packInterval({ rows: [], massMin, massMax })),
      );
    }
    const [marked, taken, unknown, ambiguous] = await Promise.all([
      refused(1, 2, ["policy", "define", "typo", "rmap = 100%, recylced >= 16%"]),
      refused(1, 2, ["policy", "define", "ten", "no asm"]),
      refused(2, 2, ["policy", "show", "nine"]),
      refused(2, 2, ["policy", "show", digits]),
    ]);
    expect(marked).to.match(/\n {2}rmap = 100%, recylced >= 16%\n {15}\^{8}\n {2}→ write a clause like/);
    expect(taken).to.contain("the name of another policy");
    expect(unknown).to.contain('no policy is called "nine"');
    expect(ambiguous).to.match(/could be any of 0x[0-9a-f]{64}, 0x[0-9a-f]{64}\n/);
  });

  it("check policies here alone, and name what fails and by how much", async function () {
    const holds = await world.done(1, ["claim", "check", "H1", "origin", "mass >= 11 t"]);
    expect(holds.stdout).to.match(/^origin holds: .*\n0x[0-9a-f]{12} holds: mass >= 11 t\n$/);
    const words = "recycled >= 16%, co2e <= 7.5 kg/kg";
    const { code, stdout } = await world.run(1, ["claim", "check", "H1", "origin", words, "--json"]);
    expect(code).to.equal(7);
    const { lot, holds: all, policies } = checkSchema.parse(JSON.parse(stdout));
    expect([lot, all]).to.deep.equal([h1, false]);
    expect(policies.map(({ shortfalls }) => shortfalls)).to.deep.equal([
      [],
      [
        "row 1 (recycled >= 16%) fails by 16%: the share is 0%",
        "row 2 (co2e <= 7.5 kg/kg) fails by 0.5 kg/kg: the footprint is 8 kg/kg",
      ],
    ]);
  });

  it("prove claims after showing what becomes public by them, and let anybody verify them", async function () {
    const unasked = await refused(1, 2, ["claim", "prove", "H1", "origin"]);
    expect(unasked).to.contain("not confirmed");
    expect(unasked).to.match(/footprint +not known +0 kg\/kg … 15 kg\/kg\n/);
    expect(unasked).to.match(/rmap +not known +99\.9999% … 100%\n/);
    expect(unasked).to.contain("sites that could have minted it: 2 before, 1 after");
    const nothing = await world.run(2, ["claim", "verify", h1.slice(0, 14), idOf(ORIGIN)], "place");
    expect(nothing.code).to.equal(7);
    expect(nothing.stdout).to.match(/^no: 0x.*\n {2}not proven/);

    await world.done(1, ["claim", "prove", "H1", "origin", "--yes"]);
    const more = await world.done(1, ["claim", "prove", "H1", "ten", "origin", "--yes", "--json"]);
    const ofMass = "a policy with a mass tells everybody between which bounds the mass of this very lot lies";
    expect(more.stderr).to.contain(ofMass);
    expect(unasked).not.to.contain(ofMass);
    const { public: told } = provenSchema.parse(JSON.parse(more.stdout));
    expect(told.before["co2eGramsPerTonne"]).to.deep.equal({ least: "0", most: "15000000" });
    expect(told.before["massGrams"]).to.deep.equal({ least: "1", most: "4294967295" });
    expect(told.after["massGrams"]).to.deep.equal({ least: "10000000", most: "4294967295" });
    expect(told.sites).to.deep.equal({ before: 1, after: 1 });

    const ask = ["claim", "verify", h1.slice(0, 14), ORIGIN, idOf("mass >= 10 t"), "--max-age", "3"];
    const verified = await world.run(2, ask, "place", { KOBOLD_PRIVATE_KEY: world.wallet(9).privateKey });
    expect(verified.code, verified.stderr).to.equal(0);
    expect(verified.stdout).to.match(/^yes: 0x.*\n {2}proven on 2026-03-16: rmap/);
    const listed = listSchema.parse(
      JSON.parse((await world.done(2, ["claim", "list", h1.slice(0, 10), "--json"], "place")).stdout),
    );
    expect(listed.claims.map(({ words, aboutLot }) => [words, aboutLot])).to.deep.equal([
      [ORIGIN, false],
      ["mass >= 10 t", true],
    ]);
  });

  it("inherit what is about a provenance, not what is about a lot", async function () {
    await world.done(1, ["lot", "split", "H1", "--into", "5t,rest", "--labels", "small,big"]);
    const { stdout } = await world.done(1, ["lot", "list", "--json"]);
    const lots = z.array(z.object({ lot: z.string(), label: z.string() })).parse(JSON.parse(stdout));
    const small = lots.find(({ label }) => label === "small")?.lot ?? expect.fail("no piece");
    const verdicts = await world.run(2, ["claim", "verify", small, ORIGIN, "mass >= 10 t"], "place");
    expect(verdicts.code).to.equal(7);
    expect(verdicts.stdout)
      .to.contain(`proven on 2026-03-16: ${ORIGIN}`)
      .and.contain("not active: mass >= 10 t");
    // the parent has ended, and what was proven of it stays on record
    await world.done(2, ["claim", "verify", h1, ORIGIN, "--recorded"], "place");
  });

  it("believe no single node where there are several, whichever is asked first", async function () {
    const lots = z.array(z.object({ lot: z.string(), label: z.string() }));
    const { stdout } = await world.done(1, ["lot", "list", "--json"]);
    const small = lots.parse(JSON.parse(stdout)).find(({ label }) => label === "small")?.lot ?? "";
    const { selector } = Claims__factory.createInterface().getFunction("provenDay");
    const liar = await startProxy(world.url);
    const mute = await startProxy(world.url);
    const asksIt = (method: string, [call]: readonly unknown[]) =>
      method === "eth_call" && JSON.stringify(call).includes(selector);
    liar.fault = (method, params) =>
      asksIt(method, params) ? { result: `0x${(20_528).toString(16).padStart(64, "0")}` } : undefined;
    mute.fault = (method, params) =>
      asksIt(method, params) ? { error: { code: -32_603, message: "broken" } } : undefined;
    const verify = (policy: string, ...urls: string[]) =>
      world.run(2, ["claim", "verify", small, policy], "place", { KOBOLD_RPC_URL: urls.join() });
    try {
      for (const urls of [
        [liar.url, world.url],
        [world.url, liar.url],
      ]) {
        const { code, stdout: said } = await verify("mass >= 10 t", ...urls);
        expect(code, said).to.equal(7);
        expect(said)
          .to.match(/^no: 0x/)
          .and.match(/failed +\S+ says otherwise than \S+ of: 0x\w+\n +→ /);
      }
      expect((await verify("mass >= 10 t", liar.url)).code).to.equal(0);
      liar.fault = () => undefined;
      const agreed = await verify(ORIGIN, world.url, liar.url);
      expect(agreed.code, agreed.stdout).to.equal(0);
      expect(agreed.stdout).to.match(/ok +\S+ says the same as \S+$/m);
      const unheard = await verify(ORIGIN, world.url, mute.url);
      expect(unheard.code, unheard.stdout).to.equal(0);
      expect(unheard.stdout).to.match(/warning +\S+ gave no second opinion: .*broken/);
    } finally {
      await liar.stop();
      await mute.stop();
    }
  });

  it("refuse claims that are false, of others' lots, or for policies and lots that nobody knows", async function () {
    const [untrue, undefinedYet, foreign, label] = await Promise.all([
      refused(1, 3, ["claim", "prove", "small", "ten", "--yes"]),
      refused(1, 2, ["claim", "prove", "small", "mass >= 1 t", "--yes"]),
      refused(2, 2, ["claim", "check", h1, "drc"]),
      refused(1, 2, ["claim", "verify", "H1", ORIGIN], "place"),
    ]);
    expect(untrue).to.contain("the mass of 5 t is outside 10 t to 4294.967295 t, by 5 t");
    expect(undefinedYet).to.contain("is not defined on this deployment");
    expect(foreign).to.contain("the vault has no lot");
    expect(label).to.contain("not a lot's id");
  });
});
