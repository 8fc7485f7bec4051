import { button, el, section } from "../dom.ts";
import type { Words } from "../words/en.ts";

/** Largest file that is read, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Saving what was looked at, opening what somebody saved, checking again, printing.
 * @param acts without `save` and `again` while there is nothing that was checked
 */
export function evidencePart(
  words: Words,
  acts: {
    readonly save?: () => void;
    readonly again?: () => void;
    /** @returns whether the text was a file of ours */
    readonly open: (text: string) => boolean;
  },
): HTMLElement {
  const said = words.evidence;
  const error = el("p", { class: "error", role: "alert" });
  const input = el("input", { type: "file", id: "file", accept: ".json,application/json" });
  const read = async (file: File): Promise<void> => {
    const isRead = file.size <= MOST_BYTES && acts.open(await file.text());
    error.textContent = isRead ? "" : said.unreadable;
  };
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file !== undefined) void read(file);
    // so that the same file can be opened once more
    input.value = "";
  });
  const { save, again } = acts;
  return section(
    "evidence",
    said.title,
    el("p", { class: "lead" }, said.lead),
    el(
      "p",
      { class: "buttons" },
      ...(save === undefined ? [] : [button(said.save, "main", save)]),
      ...(again === undefined ? [] : [button(said.again, "plain", again)]),
      ...(save === undefined
        ? []
        : [
            button(said.print, "plain", () => {
              print();
            }),
          ]),
    ),
    el("p", { class: "file" }, el("label", { for: "file" }, said.open), input),
    error,
  );
}

/** Gives the reader a file to keep. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  el("a", { href: url, download: name }).click();
  // the browser has taken it by then
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
