import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import type { Page } from "playwright-core";

import { checkPassport } from "../../scripts/passport/check-passport.ts";
import { evidenceText, recording } from "../../scripts/passport/evidence.ts";
import { readPassport } from "../../scripts/passport/file.ts";
import type { Ask } from "../../scripts/passport/node.ts";
import { honestNode } from "../fixtures/passport-checks.ts";
import { ALTERED, jsonOf, liar, LIES } from "../fixtures/passport-lies.ts";
import { choose, passportPages, unmetOf, verdictOf } from "../fixtures/passport-page.ts";
import { askOf, packText, type PassportWorld } from "../fixtures/passport-world.ts";

describe("the passport's page, given evidence that lies", () => {
  let world: PassportWorld;
  let honest: Ask;
  let pages: Awaited<ReturnType<typeof passportPages>>;
  let page: Page;
  let url = "";
  before(async () => {
    ({ world, honest } = await honestNode());
    pages = await passportPages();
    url = pages.publish(undefined, []);
    ({ page } = await pages.open(url));
  });
  after(() => pages.close());

  /** All that a node answers to who checks this passport, opened on the page. */
  const show = async (passport: string, node: Ask) => {
    const { ask, answers } = recording(node);
    await checkPassport(readPassport(passport), { ask });
    const { anchor } = world.parts;
    await page.goto(url);
    await choose(page, evidenceText({ passport: JSON.parse(passport), anchor, answers }));
    return { verdict: await verdictOf(page), unmet: await unmetOf(page) };
  };

  it("shows as true what is true", async () => {
    expect(await show(packText(world), honest)).to.deep.equal({ verdict: "true", unmet: [] });
  });

  for (const [how, id, status, , lie] of LIES) {
    it(`shows a node's lie as ${status === "false" ? "false" : "not checked"}: ${how}`, async () => {
      const { verdict, unmet } = await show(packText(world), liar(world, honest, lie));
      expect(verdict).to.equal(status);
      expect(unmet[0]).to.equal(`${id} ${status}`);
    });
  }

  for (const [what, id, , alter] of ALTERED) {
    it(`shows an altered file as false: ${what}`, async () => {
      const file = jsonOf(packText(world));
      alter(file);
      const { verdict, unmet } = await show(JSON.stringify(file), askOf(world));
      expect(verdict).to.equal("false");
      expect(unmet).to.include(`${id} false`);
    });
  }
});
