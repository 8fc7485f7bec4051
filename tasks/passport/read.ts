import { existsSync, readFileSync } from "node:fs";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { Unreadable } from "../../scripts/passport/fields.ts";

const MOST_BYTES = 128_000_000;

/** The text of a file, or of what stands at a URL. @throws BAD_FILE */
export async function textAt(place: string): Promise<string> {
  try {
    if (!/^https?:\/\//.test(place)) return readFileSync(place, "utf8");
    const response = await fetch(place, { signal: AbortSignal.timeout(30_000) });
    const length = Number(response.headers.get("content-length") ?? 0);
    if (!response.ok || length > MOST_BYTES) throw new RangeError("no file");
    return await response.text();
  } catch (cause) {
    throw new KoboldError("BAD_FILE", phrase`${place} can't be read`, phrase`check the path or the URL`, {
      cause,
    });
  }
}

/** What a reader makes of a file, its faults in words. @throws BAD_FILE */
export function understood<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const remedy = phrase`ask whoever made it for the whole file, or use the edition of Kobold that wrote it`;
    throw new KoboldError(
      "BAD_FILE",
      error.place === ""
        ? phrase`${file} is not what is expected here`
        : phrase`${file} is not what is expected here: see its ${error.place}`,
      remedy,
    );
  }
}

/** A page's address, and of which pack it is: the fragment of a link to a page of many. */
export function addressIn(link: string): { readonly place: string; readonly fragment: string } {
  const [place = "", fragment = ""] = existsSync(link) ? [link] : link.split(/#(.*)/s);
  return { place, fragment };
}

/** Names of files, as one option takes several. */
export function listed(names: string): string[] {
  return names.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
}
