import { expect } from "chai";

import { type ErrorCode, KoboldError } from "../../scripts/core/errors.ts";

/** Runs `action` and returns the KoboldError that it fails with. Fails unless it has `code`, and its message says `part`. */
export async function expectError(code: ErrorCode, action: () => unknown, part = ""): Promise<KoboldError> {
  let outcome: unknown;
  try {
    await action();
  } catch (error) {
    outcome = error;
  }
  if (!(outcome instanceof KoboldError))
    throw new Error(`expected a KoboldError ${code}`, { cause: outcome });
  expect(outcome.code, outcome.message).to.equal(code);
  expect(outcome.message).to.contain(part);
  expect(outcome.remedy).to.not.equal("");
  return outcome;
}
