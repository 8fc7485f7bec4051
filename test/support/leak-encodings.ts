/** The encodings in which a mistake would publish a number, as lower-case hex. */
export function encodingsOf(value: bigint): string[] {
  const text = (digits: string) => Buffer.from(digits, "ascii").toString("hex");
  const bigEndian = value
    .toString(16)
    .padStart(value.toString(16).length + (value.toString(16).length % 2), "0");
  const bytes = Math.max(4, bigEndian.length / 2);
  const fixed = bigEndian.padStart(2 * bytes, "0");
  return [
    // as a word, or packed beside other figures
    fixed,
    Buffer.from(fixed, "hex").reverse().toString("hex"),
    // as digits
    text(value.toString()),
    text(value.toString(16)),
  ];
}
