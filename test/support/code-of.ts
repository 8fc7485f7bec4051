import { type ErrorCode, KoboldError } from "../../scripts/core/errors.ts";

/** The code of the error that `action` throws; none if it returns. Any other kind of error goes through. */
export function codeOf(action: () => unknown): ErrorCode | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof KoboldError) return error.code;
    throw error;
  }
}

/** The error of ours that `promise` is rejected with; none if it is kept. Any other kind of error goes through. */
export async function rejectionOf(promise: Promise<unknown>): Promise<KoboldError | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof KoboldError) return error;
    throw error;
  }
}
