/**
 * A text that somebody else may have chosen, on one line: without control characters, which could steer a terminal, and
 * without those that turn the direction of what follows.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").replace(/[\p{Cf}\p{Cs}]/gu, "");
}
