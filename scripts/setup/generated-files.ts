import manifest from "../../circuits/circuits.json" with { type: "json" };
import { TAGS } from "../core/tags.ts";
import { solidityKeys } from "./solidity-keys.ts";

/** The files generated from core's table of tags and the circuits' public signals: path in the project → text. */
export function generatedFiles(): Map<string, string> {
  const circuits = manifest.circuits.map(({ name, publicSignals }) => ({
    name,
    signals: publicSignals.reduce((count, { size }) => count + size, 0),
  }));
  return new Map([
    ["circuits/lib/tags.circom", tagsCircom()],
    ["contracts/lib/Tags.sol", tagsSolidity()],
    ["contracts/VerifyingKeys.sol", solidityKeys(circuits)],
  ]);
}

/** The tags as circom functions, `TAG_SITE()` and so on. */
function tagsCircom(): string {
  const functions = Object.entries(TAGS).map(
    ([name, tag]) => `function TAG_${name}() {\n    return ${tag.toString()};\n}\n`,
  );
  return ["// Generated from scripts/core/tags.ts by `npx hardhat circuits setup`.\npragma circom 2.2.3;\n"]
    .concat(functions)
    .join("\n");
}

/** The tags as constants of a Solidity library. */
function tagsSolidity(): string {
  const constants = Object.entries(TAGS).map(
    ([name, tag]) => `    uint256 internal constant ${name} = ${tag.toString()};\n`,
  );
  return `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

// Generated from scripts/core/tags.ts by \`npx hardhat circuits setup\`.

/// @title The last input of each tagged hash, so that none can stand for another
library Tags {
${constants.join("")}}
`;
}
