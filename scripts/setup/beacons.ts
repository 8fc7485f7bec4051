import { createHash } from "node:crypto";

/**
 * The public beacons of the development keys. Whoever knows a beacon knows the toxic waste made from it, so
 * these keys prove nothing to anybody; what they give is that everyone can make them again, byte for byte.
 *
 * Every circuit has its own beacon: snarkjs draws δ from the beacon alone, and circuits that share δ would
 * accept one another's proofs.
 */
export const powersOfTauBeacon = beacon("powers of tau");

export function circuitBeacon(circuit: string): string {
  return beacon(`circuit ${circuit}`);
}

/** log2 of the number of hashings of a beacon, snarkjs's minimum: repeating would delay nobody here. */
export const beaconIterations = 10;

function beacon(purpose: string): string {
  return createHash("sha256").update(`Kobold development keys, no security: ${purpose}`).digest("hex");
}
