import { phrase, type Text } from "../../scripts/core/phrase.ts";
import type { Given } from "../ui/action.ts";
import { jsonTask, option } from "../ui/define.ts";

/** What an export is given, beside what it is of. */
export type ExportGiven = Given<
  "format" | "out" | "page" | "context" | "issuer" | "issuerName" | "gtin" | "resolver" | "country" | "served"
>;

/** A task that writes a document for other systems. */
export const exportTask = (words: string, help: Text, ...examples: readonly string[]) =>
  jsonTask(words, help, ...examples)
    .addOption(
      option("format", phrase`untp-conformity, untp-product, untp-events, epcis, vc or linkset`, "epcis"),
    )
    .addOption(option("out", phrase`A new file for the document, or a new folder for those of an order`))
    .addOption(option("page", phrase`URL of the page where anybody checks it`))
    .addOption(
      option("context", phrase`URL at which you serve Kobold's words for linked data, kobold-v1.json`),
    )
    .addOption(option("issuer", phrase`The DID of the firm that says it`))
    .addOption(option("issuerName", phrase`The firm's name`))
    .addOption(option("gtin", phrase`The product's number at GS1, of the packs or of the lot`))
    .addOption(option("resolver", phrase`URL of the resolver of its links`, "https://id.gs1.org"))
    .addOption(option("country", phrase`The country that the packs are made in, in two letters`))
    .addOption(
      option(
        "served",
        phrase`Of a linkset: where other documents are served, such as product=https://…,epcis=https://…`,
      ),
    );
