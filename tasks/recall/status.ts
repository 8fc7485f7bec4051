import { ancestryFor, type PublicRecall, readRecalls, rootIn } from "../../scripts/chain/recalls.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { deploymentAction } from "../ui/chain.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";
import { provenanceGiven, RECALL_KIND_WORDS, recallsGiven } from "./words.ts";

export default deploymentAction<"lot" | "recalls">(async (given, live) => {
  const { cobaltLot } = live.contracts;
  const recalls = await recallsGiven(live, given.recalls);
  const all = await readRecalls(recalls);
  const provenance = given.lot === "" ? undefined : await provenanceGiven(cobaltLot, given.lot);
  const reaching = new Map<PublicRecall, number>();
  for (const recall of provenance === undefined ? [] : all) {
    const root = rootIn(await ancestryFor(recalls, cobaltLot, recall, provenance ?? 0), recall);
    if (root !== undefined) reaching.set(recall, root);
  }
  const shown = provenance === undefined ? all : all.filter((each) => reaching.has(each));
  const isStopped = shown.some((each) => reaching.has(each) && each.isBlocking && !each.isClosed);
  const headings = [phrase`recall`, phrase`kind`, phrase`state`, phrase`blocking`, phrase`roots`];
  const rows = shown.map(({ id, kind, isBlocking, isClosed, roots }) => [
    String(id),
    inWords(RECALL_KIND_WORDS[kind]),
    inWords(isClosed ? phrase`closed` : phrase`open`),
    inWords(isBlocking ? phrase`yes` : phrase`no`),
    roots.join(", "),
  ]);
  return {
    json: {
      recalls: await recalls.getAddress(),
      provenance: provenance ?? null,
      list: shown.map(({ id, kind, isBlocking, isClosed, reason, roots }) => ({
        recall: id,
        kind,
        blocking: isBlocking,
        open: !isClosed,
        reason,
        roots,
      })),
    },
    lines: [
      ...(provenance === undefined
        ? []
        : [phrase`recalls that reach provenance ${provenance}: ${shown.length}`]),
      ...(all.length === 0 ? [phrase`there are no recalls yet`] : []),
      ...(rows.length === 0 ? [] : table(headings, rows, { right: [0] })),
    ],
    ...(isStopped ? { exitCode: EXIT_CODES.checkFailed } : {}),
  };
});
