import { type Check, failed } from "../core/check.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

/** What an error says of the thing that was looked at. */
export function broken(id: string, thrown: unknown): Check {
  if (thrown instanceof KoboldError) return failed(id, thrown.said.message, thrown.said.remedy);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return failed(id, message, phrase`this is a fault of Kobold: report what it says`);
}
