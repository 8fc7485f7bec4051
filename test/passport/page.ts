import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import type { Page } from "playwright-core";
import { z } from "zod/v4";

import { fragmentOf } from "../../scripts/passport/link.ts";
import type { Ask } from "../../scripts/passport/node.ts";
import { buildPage } from "../../scripts/setup/page.ts";
import { choose, passportPages, unmetOf, verdictOf } from "../fixtures/passport-page.ts";
import type { ServedNode } from "../fixtures/page-server.ts";
import { askOf, packSubject, packText, passportWorld, SERIALS } from "../fixtures/passport-world.ts";

/** Of the page without passports, compressed. */
const MOST_BYTES = 75_000;
/** A phone of some years ago is so many times slower than this machine. */
const SLOWER = 6;
const MOST_SECONDS = 6;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const fileSchema = z.looseObject({ anchor: z.string(), subject: z.looseObject({ serial: z.string() }) });
type PassportJson = z.infer<typeof fileSchema>;

describe("the passport's page", () => {
  let pages: Awaited<ReturnType<typeof passportPages>>;
  let ask: Ask;
  let file: PassportJson;
  let honest: { readonly node: ServedNode; readonly urls: readonly [string, string] };
  let saved = "";

  before(async () => {
    const [world, opened] = await Promise.all([passportWorld(), passportPages()]);
    pages = opened;
    ask = askOf(world);
    file = fileSchema.parse(JSON.parse(packText(world)));
    honest = pages.serve(ask);
  });
  afterEach(() => pages.closeAll());
  after(() => pages.close());

  /** A node that alters what an honest one answers. */
  const altering = (method: string, alter: (result: string) => string): Ask => {
    return async (asked, params) => {
      const result = await ask(asked, params);
      if (asked !== method) return result;
      const altered: unknown = JSON.parse(alter(JSON.stringify(result)));
      return altered;
    };
  };
  /** What an earlier test saved, so that the others need no node. */
  const evidence = () => z.looseObject({}).parse(JSON.parse(saved));
  const open = (given: unknown, urls: readonly string[]) => pages.open(pages.publish(given, urls));

  it("is built to the same bytes each time, small, without a path of this machine", async () => {
    expect(await buildPage()).to.equal(pages.template);
    expect(gzipSync(pages.template, { level: 9 }).length).to.be.below(MOST_BYTES);
    expect(pages.template).not.to.include(path.resolve(import.meta.dirname, "../.."));
  });

  it("finds a passport true, asks nobody but the node, and says whom to believe first", async () => {
    const { page, requests, complaints } = await open(file, [honest.urls[0]]);
    expect(await verdictOf(page)).to.equal("true");
    expect(await unmetOf(page)).to.deep.equal([]);
    expect(new Set(requests.slice(1))).to.deep.equal(new Set([honest.urls[0]]));
    expect(complaints).to.deep.equal([]);
    expect(await page.title()).to.equal(`Battery passport ${file.subject.serial}`);
    const titles = await page.locator("h2").allTextContents();
    expect(titles.slice(0, 2)).to.deep.equal(["Whom you must believe", "What is proven about the cobalt"]);
    const text = await page.locator("body").innerText();
    // what it means and does not mean, its day, and what is public whatever anybody wishes
    expect(text)
      .to.include("At least 10% carries “rmap”")
      .and.include("RMAP assesses facilities, not material");
    expect(text).to.include("100 packs of 20 kg each take 2 t").and.include("Proven for 16 March 2026");
    expect(text).to.include("Its hash is the issuer’s word").and.include("No recall on record");
  });

  it("shows development keys as what they are", async () => {
    const { page } = await open(file, [honest.urls[0]]);
    await verdictOf(page);
    const text = await page.locator("#verdict").innerText();
    expect(text).to.include("anybody can forge").and.not.include("every statement on this page");
    expect(await page.locator("#trust .alarm").innerText()).to.include("Development keys");
  });

  it("speaks three languages, and checks once", async () => {
    const { page } = await open(file, [honest.urls[0]]);
    await verdictOf(page);
    const asked = honest.node.asked;
    const said: string[][] = [];
    for (const [name, code] of [
      ["Français", "fr"],
      ["Nederlands", "nl"],
      ["English", "en"],
    ] as const) {
      await page.getByRole("button", { name }).click();
      expect(await page.locator("html").getAttribute("lang")).to.equal(code);
      expect(await page.evaluate("document.activeElement.textContent")).to.equal(name);
      said.push(await page.locator("h2, .status .word, .believed dt, summary").allTextContents());
    }
    // no heading, mark or check is the same in two of them
    const [fr = [], nl = [], en = []] = said;
    const same = en.filter((text, i) => text === fr[i] || text === nl[i] || fr[i] === nl[i]);
    expect(same).to.deep.equal([]);
    expect(honest.node.asked).to.equal(asked);
    const { page: french } = await pages.open(pages.publish(file, []), { locale: "fr-BE" });
    expect(await french.locator("html").getAttribute("lang")).to.equal("fr");
  });

  it("works as a file, and saves evidence that is checked again without any network", async () => {
    const { page } = await pages.open(pages.publish(file, [honest.urls[0]], "file"));
    expect(await verdictOf(page)).to.equal("true");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the evidence" }).click();
    saved = readFileSync(await (await download).path(), "utf8");

    // a page of no passport, which may connect to nothing
    const { page: empty, context, requests, complaints } = await pages.open(emptyPage());
    await context.setOffline(true);
    expect(await empty.locator("h1").innerText()).to.equal("No passport yet");
    await choose(empty, saved);
    expect(await verdictOf(empty)).to.equal("true");
    expect(await empty.locator("#verdict").innerText()).to.include("without any network");
    expect(requests).to.have.length(1);
    expect(complaints).to.deep.equal([]);
  });

  it("refuses a file that is none of ours, and stays as it was", async () => {
    const { page } = await pages.open(emptyPage());
    await choose(page, '{"kobold":"passport","version":2}');
    // the browser reads the file in its own time
    expect(await page.locator("#evidence .error:not(:empty)").innerText()).to.include(
      "no passport and no evidence",
    );
    expect(await page.locator("h1").innerText()).to.equal("No passport yet");
  });

  it("shows what is false as false, and why", async () => {
    const { page } = await open({ ...file, subject: { ...file.subject, serial: "KBD-9999" } }, [
      honest.urls[0],
    ]);
    expect(await verdictOf(page)).to.equal("false");
    expect(await unmetOf(page)).to.deep.equal(["serial false"]);
    const text = await page.locator("#verdict").innerText();
    expect(text).to.include("Checked and false").and.include("This passport does not hold");
    expect(text.toLowerCase()).to.include("the serial is not on the plant’s list");
    expect(await page.locator("#facts .standing").innerText()).to.equal("Checked and false");
  });

  it("shows what could not be checked as that, and why", async () => {
    const away = pages.url("nothing");
    const { page } = await open(file, [away]);
    expect(await verdictOf(page)).to.equal("unchecked");
    const text = await page.locator("body").innerText();
    expect(text).to.include("Could not be checked").and.include("It may be right or wrong");
    expect(text.toLowerCase()).to.include("no node answered");
    expect(await page.locator(".clause").count()).to.equal(0);
    expect(await page.locator("#lineage .standing").innerText()).to.equal("Could not be checked");
    expect(await page.locator("#recalls").innerText())
      .to.include("could not be checked")
      .and.not.include("No recall");
  });

  it("believes no node that lies to it", async () => {
    const lying = pages.serve(
      altering("eth_getBlockByHash", (r) => r.replace(/"gasUsed":"0x./, '"gasUsed":"0xf')),
    );
    const { page } = await open(file, [lying.urls[0]]);
    expect(await verdictOf(page)).to.equal("false");
    expect(await unmetOf(page)).to.include("header false");
  });

  it("takes the next node where one is away", async () => {
    const { page } = await open(file, [pages.url("nothing"), honest.urls[0]]);
    expect(await verdictOf(page)).to.equal("true");
  });

  it("rests on what the reader knows from elsewhere", async () => {
    const { page } = await open(evidence(), []);
    await verdictOf(page);
    const fingerprint = (await page.locator("#trust code").first().textContent()) ?? "";
    const type = async (label: string, text: string) => {
      await openWays(page);
      await page.getByLabel(label).fill(text);
      await page.getByRole("button", { name: "Check against these" }).click();
    };
    await type("Block hash", "0x12");
    expect(await page.locator("#ways-error").innerText()).to.include("64 digits");
    expect(await page.evaluate("document.activeElement.id")).to.equal("block-hash");
    await type("Block hash", file.anchor);
    await page.getByText("the one that you typed").waitFor();
    expect(await verdictOf(page)).to.equal("true");
    await type("Fingerprint", fingerprint);
    // the lineage goes back to another deployment, which was not named
    await page.locator('[data-check="deployment"]').first().waitFor();
    expect(await verdictOf(page)).to.equal("false");
    await type("Block hash", `0x${"11".repeat(32)}`);
    await page.locator('[data-verdict="false"]').waitFor();
    expect(await unmetOf(page)).to.include("header unchecked");
  });

  it("lets two nodes of different owners tell the block, and believes neither alone", async () => {
    const { page } = await open(file, honest.urls);
    await verdictOf(page);
    const askTwo = async (on: Page) => {
      await openWays(on);
      await on.getByRole("button", { name: "Ask two nodes" }).click();
    };
    await askTwo(page);
    await page.getByText("Two nodes of different owners told").waitFor();
    expect(await verdictOf(page)).to.equal("true");

    const other = pages.serve(
      altering("eth_getBlockByNumber", (r) => r.replace(file.anchor, `0x${"22".repeat(32)}`)),
    );
    const { page: doubtful } = await open(file, [honest.urls[0], other.urls[1]]);
    await verdictOf(doubtful);
    await askTwo(doubtful);
    await doubtful.locator('[data-verdict="false"]').waitFor();
    expect(await unmetOf(doubtful)).to.deep.equal(["anchor false"]);
    expect(await doubtful.locator("#trust").innerText()).to.include("the issuer’s word");

    const { page: alone } = await open(file, [honest.urls[0]]);
    await verdictOf(alone);
    expect(await alone.locator("#trust").innerText()).not.to.include("Ask two nodes");
  });

  it("is one page for all packs of an order, told by the link", async () => {
    const world = await passportWorld();
    const shared = {
      ...file,
      subject: { kind: "pack", intake: world.intake.toLowerCase(), order: world.order },
    };
    const url = pages.publish(shared, [honest.urls[0]]);
    const packs = [0, SERIALS.length - 1].map((position) => packSubject(world, SERIALS, position));
    for (const pack of packs) {
      if (pack.kind !== "pack") throw new TypeError("no pack");
      const { page } = await pages.open(`${url}#${fragmentOf(pack)}`);
      expect(await verdictOf(page)).to.equal("true");
      expect(await page.locator("h1").innerText()).to.include(pack.serial);
    }
    const { page } = await pages.open(url);
    expect(await page.locator("h1").innerText()).to.equal("No passport yet");
  });

  it("shows other parties' text as text, whatever it holds", async () => {
    const serial = '<img src=x onerror="document.title=1">';
    const passport = { ...file, subject: { ...file.subject, serial } };
    const { page, complaints } = await open({ ...evidence(), passport }, []);
    expect(await verdictOf(page)).to.equal("false");
    expect(await page.locator("h1").innerText()).to.include(serial);
    expect(await page.locator("img").count()).to.equal(0);
    expect(complaints.filter((each) => /Content Security|Trusted/.test(each))).to.deep.equal([]);
  });

  it("lets no other script, style, picture or address in", async () => {
    const { page } = await open(file, [honest.urls[0]]);
    await verdictOf(page);
    const elsewhere = pages.url("elsewhere").replace("127.0.0.1", "127.0.0.2");
    // as text, since what compiles the tests leaves traces in functions
    const stopped = await page.evaluate(`(async () => {
      const directives = [];
      addEventListener("securitypolicyviolation", (event) => directives.push(event.effectiveDirective));
      const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
      add("style", { textContent: "*{}" });
      add("img", { src: "${elsewhere}" });
      add("iframe", { src: "${elsewhere}" });
      await fetch("${elsewhere}").catch(() => undefined);
      // Trusted Types take no text for markup
      let isMarkup = true;
      try {
        document.body.insertAdjacentHTML("beforeend", "<b></b>");
      } catch {
        isMarkup = false;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { directives, isMarkup };
    })()`);
    const { directives, isMarkup } = stoppedSchema.parse(stopped);
    expect(directives).to.include.members(["style-src-elem", "img-src", "frame-src", "connect-src"]);
    expect(isMarkup).to.equal(false);
  });

  it("has nothing that axe finds, true, false or not checked, on phone and desktop, light and dark", async () => {
    const wrong = { ...file, subject: { ...file.subject, serial: "KBD-9999" } };
    const wide = { width: 1200, height: 900 };
    const phone = { width: 360, height: 740 };
    for (const [given, options] of [
      [evidence(), { viewport: wide }],
      [
        { ...evidence(), passport: wrong },
        { viewport: phone, colorScheme: "dark" },
      ],
      [file, { viewport: phone }],
    ] as const) {
      const { page } = await pages.open(pages.publish(given, []), options);
      await verdictOf(page);
      expect(await findingsOf(page)).to.deep.equal([]);
      // no figure is cut off, and nothing has to be scrolled sideways
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).to.equal(true);
    }
  });

  it("is worked by keys alone, in the order in which it is read", async () => {
    const { page } = await open(evidence(), []);
    await verdictOf(page);
    const order: string[] = [];
    for (let i = 0; i < 7; i++) {
      await page.keyboard.press("Tab");
      order.push(String(await page.evaluate("document.activeElement.textContent")));
    }
    expect(order.slice(0, 6)).to.deep.equal([
      ...["English", "Français", "Nederlands"],
      ...["Check against what you know from elsewhere", "Open all", "Close all"],
    ]);
    const first = page.locator("details[data-check]").first();
    expect(await first.getAttribute("open")).to.equal(null);
    await page.keyboard.press("Enter");
    expect(await first.locator("dd").first().isVisible()).to.equal(true);
  });

  it("takes six seconds at most where the processor is six times slower", async () => {
    const { page, context } = await pages.open(emptyPage());
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    // the time of its own thread, so that what else this machine does is not counted
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    await choose(page, saved);
    expect(await verdictOf(page)).to.equal("true");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const seconds = metrics.find(({ name }) => name === "TaskDuration")?.value;
    expect(seconds).to.be.within(0.1, MOST_SECONDS);
  });

  /** The page of no passport. */
  function emptyPage(): string {
    return pages.publish(undefined, []);
  }
});

async function openWays(page: Page): Promise<void> {
  const closed = page.locator(".ways:not([open]) > summary");
  if ((await closed.count()) > 0) await closed.click();
}

/** What axe finds against WCAG 2.2 AA and good practice, with everything opened. */
async function findingsOf(page: Page): Promise<string[]> {
  await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
  // by the debugger, since the page lets no script in
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Runtime.evaluate", { expression: AXE });
  const { violations } = axeSchema.parse(await page.evaluate("axe.run()"));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

const stoppedSchema = z.object({ directives: z.array(z.string()), isMarkup: z.boolean() });
const axeSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});
