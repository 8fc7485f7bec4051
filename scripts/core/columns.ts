// East Asian wide characters and emoji take two columns of a terminal, combining marks none
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
const PLAIN = /^[ -~]*$/;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return Array.from(text).reduce((sum, each) => sum + (/\p{M}/u.test(each) ? 0 : WIDE.test(each) ? 2 : 1), 0);
}

/** The text within so many columns, an ellipsis for what is cut. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = "";
  for (const each of text) {
    if (columnsOf(kept + each) > columns - 1) break;
    kept += each;
  }
  return columns < 1 ? "" : `${kept}…`;
}

/** The text in just so many columns: cut, or with spaces behind it, before it where it stands `toRight`. */
export function fitted(text: string, columns: number, toRight = false): string {
  const shown = cut(text, columns);
  const space = " ".repeat(columns - columnsOf(shown));
  return toRight ? space + shown : shown + space;
}
