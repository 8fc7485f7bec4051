import path from "node:path";

const isKobold = path.basename(process.argv[1] ?? "").startsWith("kobold");

/** The program that this process was started as. */
export const PROGRAM = isKobold ? "kobold" : "hardhat";

/** Text in which commands stand as Hardhat's: commands as the user types them. */
export function asTyped(text: string): string {
  return isKobold ? text.replaceAll("npx hardhat", "npx kobold") : text;
}
