import { button, el } from "../dom.ts";
import type { Words } from "../words/en.ts";

/** What a reader knows from elsewhere; empty where nothing was typed. */
export interface Known {
  readonly blockHash: string;
  readonly fingerprint: string;
}

const HASH = /^0x[0-9a-f]{64}$/;

/**
 * The ways to rest the checks on more than the issuer's word: what the reader knows, or what two nodes agree on.
 * @param owners of nodes that can be asked
 */
export function waysPart(
  words: Words,
  known: Known,
  owners: readonly string[],
  { use, ask }: { readonly use: (known: Known) => void; readonly ask: () => void },
): HTMLElement {
  const said = words.trust;
  const blockHash = field("block-hash", said.typeBlock, known.blockHash);
  const fingerprint = field("fingerprint", said.typeDeployment, known.fingerprint);
  const error = el("p", { class: "error", role: "alert", id: "ways-error" });
  const submit = el("button", { type: "submit", class: "main" }, said.use);
  const form = el(
    "form",
    { novalidate: "" },
    blockHash.row,
    fingerprint.row,
    error,
    el("p", { class: "buttons" }, submit, ...(owners.length >= 2 ? [button(said.ask, "plain", ask)] : [])),
    ...(owners.length >= 2 ? [el("p", { class: "small" }, said.askOwners(owners.join(", ")))] : []),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = [blockHash, fingerprint];
    const typed = fields.map(({ input }) => input.value.trim().toLowerCase());
    const wrong = fields.filter((_, i) => typed[i] !== "" && !HASH.test(typed[i] ?? ""));
    for (const { input } of fields) input.removeAttribute("aria-invalid");
    for (const { input } of wrong) input.setAttribute("aria-invalid", "true");
    error.textContent = wrong.length === 0 ? "" : said.notHash;
    if (wrong[0] !== undefined) wrong[0].input.focus();
    else use({ blockHash: typed[0] ?? "", fingerprint: typed[1] ?? "" });
  });
  return el("details", { class: "ways" }, el("summary", {}, said.ways), form);
}

function field(id: string, label: string, value: string) {
  const attributes = { autocomplete: "off", spellcheck: "false", "aria-describedby": "ways-error" };
  const input = el("input", { id, type: "text", ...attributes });
  input.value = value;
  return { input, row: el("p", {}, el("label", { for: id }, label), input) };
}
