/** The list with one place changed. */
export function withChanged(
  list: readonly bigint[],
  at: number,
  change: (value: bigint) => bigint,
): bigint[] {
  return list.map((value, i) => (i === at ? change(value) : value));
}
