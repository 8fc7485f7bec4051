import { ERROR_CODES, type ErrorCode, type ErrorKind } from "../../scripts/core/errors.ts";

/** How a task ends, beside 0 for success and 1 for what nobody foresaw. */
export const EXIT_CODES = {
  input: 2,
  rule: 3,
  chain: 4,
  vault: 5,
  artefact: 6,
  checkFailed: 7,
  /** A check could not be made: neither yes nor no. */
  unchecked: 8,
} as const satisfies Readonly<Record<ErrorKind | "unchecked", number>>;

const byKind: ReadonlyMap<string, number> = new Map(Object.entries(EXIT_CODES));
const byCode: ReadonlyMap<string, number> = new Map(
  Object.entries(ERROR_CODES).flatMap(([kind, codes]) =>
    codes.map((code): [string, number] => [code, byKind.get(kind) ?? 1]),
  ),
);

/** What a process ends with after an error. */
export function exitCodeOf(code: ErrorCode): number {
  return byCode.get(code) ?? 1;
}
