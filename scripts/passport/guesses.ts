/** Serials for which all that are alike can be tried out: a hash takes a microsecond. */
const TRIED_OUT = 1n << 64n;

const KINDS = [/[0-9]/, /[A-Z]/, /[a-z]/, /[^0-9A-Za-z]/] as const;
const SIZES: readonly bigint[] = [10n, 26n, 26n, 20n];

/**
 * Whether serials can be guessed. A tree's leaf is a serial's hash, and a passport shows the hashes beside its path: who has
 * one pack's can try out all serials that look like it, and so learn its neighbours'.
 */
export function areGuessable(serials: readonly string[]): boolean {
  const length = Math.max(...serials.map((serial) => serial.length));
  let alike = 1n;
  for (let place = 0; place < length; place++) {
    const found = new Set(serials.map((serial) => serial[place] ?? ""));
    // where all are the same nothing has to be guessed
    if (found.size === 1) continue;
    const kinds = KINDS.flatMap((kind, i) =>
      [...found].some((each) => kind.test(each)) ? (SIZES[i] ?? 0n) : 0n,
    );
    alike *= kinds.reduce((sum, size) => sum + size, 0n) || 1n;
  }
  return alike < TRIED_OUT;
}
