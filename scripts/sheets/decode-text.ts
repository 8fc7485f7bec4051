import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

const UTF16_MARKS = [
  ["utf-16le", 0xff, 0xfe],
  ["utf-16be", 0xfe, 0xff],
] as const;

/**
 * The text of a file as spreadsheets write it: UTF-16 if a byte order mark says so, else UTF-8 with or without one, else
 * Latin-1 as Windows has it. @throws BAD_FILE for what is no text
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = UTF16_MARKS.find(([, first, second]) => bytes[0] === first && bytes[1] === second);
  const text = utf16 === undefined ? decodeBytes(bytes) : new TextDecoder(utf16[0]).decode(bytes);
  if (!text.includes("\0")) return text;
  throw new KoboldError(
    "BAD_FILE",
    phrase`the file is not text: it contains zero bytes`,
    phrase`save the sheet as CSV in UTF-8, or as .xlsx`,
  );
}

function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
