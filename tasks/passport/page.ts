import { writeFileSync } from "node:fs";
import path from "node:path";

import { packs } from "../../scripts/core/counts.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { fragmentOf, type LinkedPack } from "../../scripts/passport/link.ts";
import { fillPage } from "../../scripts/passport/page-file.ts";
import { readPage } from "../../scripts/setup/page.ts";
import { action, type Given, type Printed } from "../ui/action.ts";
import { type Json, jsonIn, type Made, filesIn, madeOf, withoutPack } from "./packs.ts";
import { listed, textAt } from "./read.ts";

export default action<Printed & Given<"nodes" | "html", never, "passports">>(async (given) => {
  const nodes = listed(given.nodes).map(requireNode);
  const names = given.passports.flatMap(filesIn);
  const made: Made[] = [];
  for (const name of names) made.push(madeOf(name, await textAt(name)));
  const [first] = made;
  if (first === undefined) {
    throw new KoboldError("BAD_INPUT", phrase`no passport is given`, phrase`name files, or a folder of them`);
  }
  const other = made.findIndex(({ shared }) => shared !== first.shared);
  if (other > 0) {
    throw new KoboldError(
      "MISMATCH",
      phrase`${names[other] ?? ""} and ${names[0] ?? ""} are not of one order at one block`,
      phrase`make a page for each order`,
    );
  }
  // evidence, if any of them has it, is of the order, so of all its packs
  const { json } = made.find(({ hasEvidence }) => hasEvidence) ?? first;
  const isOne = made.length === 1;
  const file = isOne ? json : withoutPack(json);
  const linked = isOne ? [] : made.flatMap(({ pack }) => pack ?? []);
  const { links, lines } = await writePage(given.html, { nodes, file }, linked);
  return { json: { page: given.html, nodes, links }, lines };
});

/**
 * Writes the page of one passport or of an order's, and for an order's packs the link of each.
 * @param content what it checks, and the nodes that it asks @throws BAD_FILE
 */
export async function writePage(
  html: string,
  content: { readonly nodes: readonly string[]; readonly file: Json },
  linked: readonly LinkedPack[],
): Promise<{ readonly links: readonly PackLink[]; readonly lines: readonly Text[] }> {
  write(html, fillPage(await readPage(), content, content.nodes));
  const lines = [phrase`${html} is written: open it, or put it on any web server`];
  const links = linked.map((pack) => linkOf(html, pack));
  if (links.length > 0) {
    const list = `${html}.links.csv`;
    write(list, links.map(({ serial, link }) => `${quoted(serial)},${quoted(link)}\n`).join(""));
    lines.push(phrase`${packs(links.length)}: ${list} has a link for each`);
  }
  return { links, lines };
}

interface PackLink {
  readonly serial: string;
  readonly link: string;
}

/** Evidence as a page takes it: of the pack that it was gathered for, or of all packs of the order. */
export function evidenceFor(text: string, packs: "one" | "all"): Json {
  const json = jsonIn(text);
  return packs === "one" ? json : withoutPack(json);
}

function linkOf(html: string, pack: LinkedPack): PackLink {
  return { serial: pack.serial, link: `${encodeURIComponent(path.basename(html))}#${fragmentOf(pack)}` };
}

/** A cell of a sheet: serials may have commas and quotation marks. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** @throws BAD_INPUT, without the URL, which may hold a secret */
function requireNode(url: string, i: number): string {
  const { protocol, username, password } = URL.parse(url) ?? {};
  if ((protocol === "https:" || protocol === "http:") && username === "" && password === "") return url;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`node ${i + 1} is no URL that visitors can ask`,
    phrase`give URLs such as https://rpc.example.org, without a password: the page shows them to everybody`,
  );
}

/** @throws BAD_FILE */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new KoboldError("BAD_FILE", phrase`${file} can't be written`, phrase`check its folder`, { cause });
  }
}
