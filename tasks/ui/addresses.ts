import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { getAddress, isAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { z } from "zod/v4";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import type { NotedAddresses } from "../../scripts/chain/verify-deployment.ts";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
/** Of what `deploy` prints, the contracts that a firm works with, and those that they name themselves. */
const addressesSchema = z.object({
  accreditation: address,
  cobaltLot: address,
  policies: address,
  claims: address,
  recalls: address,
  participants: address,
  accessManager: address.optional(),
  proofVerifier: address.optional(),
});

/**
 * Where the contracts stand: from a file such as `deploy --json` or Ignition writes, or from what `deploy` has noted of this chain.
 * @throws CHAIN_MISMATCH, BAD_FILE
 */
export function deskAddresses(
  { config }: HardhatRuntimeEnvironment,
  chainId: bigint,
  file: string,
): NotedAddresses {
  const noted = path.join(config.paths.ignition, `deployments/chain-${chainId}/deployed_addresses.json`);
  const from = file === "" ? noted : file;
  if (!existsSync(from)) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`it is not known where Kobold is deployed on chain ${chainId.toString()}: ${from} is missing`,
      phrase`run \`npx hardhat deploy\` first, or name the file of addresses that \`deploy --json\` printed: --deployment FILE`,
    );
  }
  return addressesIn(from);
}

/**
 * The address of a CobaltLot, given as such or as the file of addresses of its deployment.
 * @param option how the command line calls it
 * @throws BAD_INPUT, BAD_FILE
 */
export function cobaltLotGiven(option: string, text: string): string {
  if (isAddress(text)) return getAddress(text);
  if (!existsSync(text)) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`"${text}" is neither an address nor a file`,
      phrase`give the other deployment's CobaltLot, as 0x…, or its file of addresses: ${option} FILE`,
    );
  }
  return getAddress(addressesIn(text).cobaltLot);
}

/** @throws BAD_FILE */
function addressesIn(file: string): NotedAddresses {
  const { success, data, error } = addressesSchema.safeParse(unprefixed(parsed(readFileSync(file, "utf8"))));
  if (success) return data;
  const missing = [...new Set(error.issues.map(({ path: [name] }) => String(name)))];
  throw new KoboldError(
    "BAD_FILE",
    phrase`${file} has no address of: ${missing.join(", ")}`,
    phrase`give the file of addresses that \`deploy --json\` printed, or Ignition's deployed_addresses.json`,
  );
}

/** Undefined if it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ignition's `Kobold#CobaltLot` as `cobaltLot`; other names stay. */
function unprefixed(noted: unknown): unknown {
  const entries = typeof noted === "object" && noted !== null ? Object.entries(noted) : [];
  const named = entries.map(([name, value]): [string, unknown] => [
    name.replace(/^Kobold#(.)/, (_, first: string) => first.toLowerCase()),
    value,
  ]);
  return Object.fromEntries(named);
}
