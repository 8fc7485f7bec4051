import { type Provider, ZeroAddress } from "ethers";

import { asked } from "./ask.ts";

/** What stands at an address, measured by what a constructor of ours would put there. */
export interface CodeMatch {
  /**
   * `same-code`: the metadata alone differ, so that it was built from sources with other comments, names or paths, but
   * does exactly the same.
   */
  readonly kind: "same" | "same-code" | "other" | "none";
  /** The libraries that the code is linked to, by the names of `libraries`. */
  readonly linked: Readonly<Record<string, string>>;
}

/** Code to deploy, and the stand-ins that it holds for the addresses of libraries. */
interface Creation {
  readonly data: string;
  /** Name of a library → the address that stands in the code for its own. */
  readonly libraries?: Readonly<Record<string, string>>;
  /** A library's code begins with its own address, which a call elsewhere is known by. */
  readonly isLibrary?: boolean;
}

const ADDRESS = 40;

/**
 * Lets the node run a constructor, without a transaction, and compares its code with what stands at an address. So
 * immutables are compared too, without knowing where they lie.
 * @throws RPC_FAILED
 */
export async function matchCode(
  provider: Provider,
  address: string,
  { data, libraries = {}, isLibrary = false }: Creation,
): Promise<CodeMatch> {
  const questions = [provider.getCode(address), provider.call({ data, from: ZeroAddress })];
  const [deployed = "", made = ""] = (await Promise.all(questions.map(asked))).map(hexOf);
  if (deployed === "") return { kind: "none", linked: {} };
  let expected = made;
  if (isLibrary && expected !== "")
    expected = expected.slice(0, 2) + hexOf(address) + expected.slice(2 + ADDRESS);
  const linked: Record<string, string> = {};
  for (const [name, standIn] of Object.entries(libraries)) {
    const at = expected.indexOf(hexOf(standIn));
    const found = deployed.slice(at, at + ADDRESS);
    if (at < 0 || found.length < ADDRESS) continue;
    linked[name] = `0x${found}`;
    expected = expected.replaceAll(hexOf(standIn), found);
  }
  if (expected === "") return { kind: "other", linked };
  if (deployed === expected) return { kind: "same", linked };
  return { kind: withoutMetadata(deployed) === withoutMetadata(expected) ? "same-code" : "other", linked };
}

/** The compiler ends code with a description of its sources, and this with its own length in two bytes. */
function withoutMetadata(code: string): string {
  const bytes = parseInt(code.slice(-4), 16);
  return code.slice(0, -4 - 2 * bytes);
}

/** Lower case, without 0x. */
function hexOf(bytes: string | undefined): string {
  return (bytes ?? "").replace(/^0x/, "").toLowerCase();
}
