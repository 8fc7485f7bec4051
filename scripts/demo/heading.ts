/** A title under a blank line, underlined; its text follows directly. */
export function heading(title: string, width: number): string {
  return `\n${title}\n${"─".repeat(Math.min(width, title.length))}\n`;
}
