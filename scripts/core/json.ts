/** JSON in which bigints are decimal text. @param indent spaces for each level; one line without */
export function asJson(value: unknown, indent?: number): string {
  const text = (_: string, each: unknown) => (typeof each === "bigint" ? each.toString() : each);
  return JSON.stringify(value, text, indent);
}
