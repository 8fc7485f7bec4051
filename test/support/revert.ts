/** The revert data of a call or transaction, or undefined if it went through. Other failures are thrown on. */
export async function revertOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof Error && "data" in error && typeof error.data === "string") return error.data;
    throw error;
  }
}
