import { createHash } from "node:crypto";

import { expect } from "chai";
import { describe, it } from "mocha";

import { contentOf, fillPage, isPage, pageHashOf } from "../../scripts/passport/page-file.ts";
import { Unreadable } from "../../scripts/passport/fields.ts";
import { buildPage, readPageHash } from "../../scripts/setup/page.ts";

const NODES = ["https://rpc.example.org/v1", "http://127.0.0.1:8545"];
/** What a page is about; it tries to end the element that it stands in. */
const FILE = { subject: { kind: "pack", serial: "</script><script>alert(1)</script>" } };
const LINK = new URLSearchParams({ serial: "KBD-7", position: "6", siblings: "" }).toString();

describe("the hash of a page", () => {
  it("is the SHA-256 of the page without passports, whatever a page is filled with", async () => {
    const empty = await buildPage();
    const digest = createHash("sha256").update(empty).digest("hex");
    expect(await readPageHash()).to.equal(`0x${digest}`);
    for (const filled of [fillPage(empty, { nodes: NODES, file: FILE }, NODES), fillPage(empty, {}, [])]) {
      expect(filled).not.to.equal(empty);
      expect(pageHashOf(filled)).to.equal(`0x${digest}`);
    }
  });

  it("is another for a page that could do or show anything else", async () => {
    const empty = await buildPage();
    const filled = fillPage(empty, { nodes: NODES, file: FILE }, NODES);
    const known = pageHashOf(empty);
    const lies: Record<string, readonly [string | RegExp, string]> = {
      "the program": ["<script>", "<script>0;"],
      "the style": ["</style>", "#verdict{display:none}</style>"],
      "a sentence beside it": ["<body>", "<body>All of it is true."],
      "markup within the passport": [/(id="passport">)/, "$1<script>alert(1)</script>"],
      "another rule behind the nodes": ["connect-src ", "connect-src *; script-src * "],
      "nodes that end the policy": ["connect-src ", 'connect-src "> '],
      "an attribute of the passport's element": [
        'id="passport"',
        'id="passport" src="https://example.org/x"',
      ],
      "a second place for passports": [
        "</body>",
        '<script type="application/json" id="passport">{}</script></body>',
      ],
      "a second policy": ["<title>", '<meta content="connect-src *"><title>'],
    };
    for (const [what, [from, to]] of Object.entries(lies)) {
      const altered = filled.replace(from, to);
      expect(altered, what).not.to.equal(filled);
      expect(pageHashOf(altered), what).not.to.equal(known);
    }
  });
});

describe("what a page was made with", () => {
  it("is read from it, of the pack that a link tells", async () => {
    const page = fillPage(await buildPage(), { nodes: NODES, file: FILE }, NODES);
    expect(isPage(page)).to.equal(true);
    expect(isPage(JSON.stringify(FILE))).to.equal(false);
    const own = contentOf(page, "");
    expect([own.nodes, JSON.parse(own.text), own.isOfMany]).to.deep.equal([NODES, FILE, false]);
    const linked: unknown = JSON.parse(contentOf(page, LINK).text);
    const subject = { kind: "pack", serial: "KBD-7", position: 6, siblings: [] };
    expect(linked).to.deep.equal({ subject });
  });

  it("is of many packs until a link tells which, in evidence too", async () => {
    const order = { subject: { kind: "pack", order: 1 } };
    for (const file of [order, { kobold: "passport-evidence", passport: order }]) {
      const page = fillPage(await buildPage(), { nodes: [], file }, []);
      expect(contentOf(page, "").isOfMany).to.equal(true);
      expect(contentOf(page, LINK).isOfMany).to.equal(false);
    }
  });

  it("is nothing in a page without passports, and unreadable in another page", async () => {
    expect(contentOf(await buildPage(), "")).to.deep.equal({ nodes: [], text: "", isOfMany: false });
    expect(() => contentOf("<!doctype html><p>Hello", "")).to.throw(Unreadable);
    const broken = (await buildPage()).replace('id="passport">', 'id="passport">{');
    expect(() => contentOf(broken, "")).to.throw(Unreadable);
  });
});
