import { sha256 } from "@noble/hashes/sha2.js";

import { hexOfBytes } from "../core/bytes.ts";

// Names that are true wherever they are read, and that nobody has to give out: what stands on a chain by its place there
// (CAIP-2, CAIP-10 and CAIP-19 of the Chain Agnostic Standards Alliance), the rest by what it is a hash of.

export function chainName(chainId: bigint): string {
  return `eip155:${chainId}`;
}

export function accountName(chainId: bigint, address: string): string {
  return `${chainName(chainId)}:${address}`;
}

/** A lot, as the token that it is. */
export function lotName(chainId: bigint, cobaltLot: string, lotId: string): string {
  return `${chainName(chainId)}/erc721:${cobaltLot}/${BigInt(lotId)}`;
}

/** By the hash of its words. */
export function policyName(policyId: string): string {
  return `kobold:policy/${policyId}`;
}

/** By the hash of its accredited sites, their attributes' rules and the deployment. */
export function registryName(registry: string): string {
  return `kobold:registry/${registry}`;
}

/**
 * A UUID (RFC 9562, version 8) that is the same whoever makes it, wherever something is told by the same words. It hides
 * nothing: who guesses the words has them confirmed.
 */
export function uuidOf(...words: readonly string[]): string {
  const hash = sha256(new TextEncoder().encode(JSON.stringify(words))).slice(0, 16);
  hash[6] = 0x80 | ((hash[6] ?? 0) & 0x0f);
  hash[8] = 0x80 | ((hash[8] ?? 0) & 0x3f);
  const digits = hexOfBytes(hash).slice(2);
  const parts = [[0, 8], [8, 12], [12, 16], [16, 20], [20]].map(([from, to]) => digits.slice(from, to));
  return `urn:uuid:${parts.join("-")}`;
}
