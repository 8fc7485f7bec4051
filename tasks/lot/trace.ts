import { writeFileSync } from "node:fs";

import { LotHistories } from "../../scripts/chain/lot-histories.ts";
import { readAttributes } from "../../scripts/chain/registry.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { lots } from "../../scripts/core/counts.ts";
import { dotOf } from "../../scripts/lineage/dot.ts";
import { graphOf } from "../../scripts/lineage/graph.ts";
import type { Openings } from "../../scripts/lineage/names.ts";
import { pageOf } from "../../scripts/lineage/page.ts";
import { readDays, readTrace, tracedLotMeant } from "../../scripts/lineage/read.ts";
import { svgOf } from "../../scripts/lineage/svg.ts";
import { treeLines } from "../../scripts/lineage/tree.ts";
import { TraceView } from "../../scripts/lineage/view.ts";
import { deploymentAction } from "../ui/chain.ts";
import { inWords, languageOf } from "../ui/language.ts";
import { lineWidth } from "../ui/table.ts";
import { lotJson, lotLines } from "../ui/words.ts";
import type { openingsIn as fromVault } from "./openings.ts";

export default deploymentAction<"lot" | "vault" | "dot" | "svg" | "html", "public">(
  async (given, live, hre) => {
    const openings = given.public ? new Map() : await openingsIn(given.vault, live, hre);
    const { contracts, provider } = live;
    const histories = await LotHistories.of(contracts.cobaltLot);
    const trace = await readTrace(contracts, histories, await tracedLotMeant(histories, openings, given.lot));
    const attributes = await readAttributes(contracts.accreditation);
    const days = await readDays(provider, trace);
    const figures = (lot: Lot) => lotLines(lot, attributes);
    const view = new TraceView({ trace, openings, attributes, days, figures, say: inWords });
    const json = graphOf(view, openings, ({ label, lot }) => ({ label, ...lotJson(lot, attributes) }));
    if (given.dot === "" && given.svg === "" && given.html === "") {
      return { json, lines: treeLines(view, lineWidth()) };
    }
    const dot = dotOf(view);
    const lines: Text[] = [];
    const write = (file: string, text: string) => {
      writeOut(file, text);
      lines.push(phrase`${file} is written, lots: ${trace.lots.size}`);
    };
    if (given.dot !== "") write(given.dot, dot);
    if (given.svg !== "" || given.html !== "") {
      const svg = await svgOf(dot);
      if (given.svg !== "") write(given.svg, svg);
      if (given.html !== "") write(given.html, pageOf(view, svg, languageOf(process.argv, process.env)));
    }
    if (view.open > 0) lines.push(phrase`NOT PUBLIC: it shows hidden figures of ${lots(view.open)}`);
    return { json, lines };
  },
);

/** As the function that it loads: who traces without a vault needs none of its code. */
async function openingsIn(...asked: Parameters<typeof fromVault>): Promise<Openings> {
  const openings = await import("./openings.ts");
  return openings.openingsIn(...asked);
}

/** @throws BAD_FILE */
function writeOut(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new KoboldError("BAD_FILE", phrase`${file} can't be written`, phrase`check its folder`, { cause });
  }
}
