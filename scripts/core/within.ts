import { KoboldError } from "./errors.ts";
import { phrase, type Text } from "./phrase.ts";

/** What a node answers, if it does so within the time. @throws RPC_FAILED */
export async function within<T>(what: Text, answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new KoboldError(
          "RPC_FAILED",
          phrase`the node gave no ${what} within ${timeoutMs / 1000} s`,
          phrase`nothing was changed: try again, or use another RPC URL`,
        ),
      );
    }, timeoutMs);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
