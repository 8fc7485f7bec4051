import { createCipheriv, createHash } from "node:crypto";

import { FIELD_ORDER } from "../core/field.ts";
import { inverse } from "./modular.ts";
import { beaconIterations, circuitBeacon, powersOfTauBeacon } from "./beacons.ts";

/** The secrets behind a circuit's key, which a ceremony destroys; those of the development keys are public. */
export interface Trapdoors {
  readonly tau: bigint;
  readonly alpha: bigint;
  readonly beta: bigint;
  readonly delta: bigint;
}

/** What snarkjs draws from the beacons of the powers of tau and of a circuit. */
export function trapdoorsOf(circuit: string): Trapdoors {
  const [tau = 0n, alpha = 0n, beta = 0n] = drawn(powersOfTauBeacon, 3);
  const [delta = 0n] = drawn(circuitBeacon(circuit), 1);
  return { tau, alpha, beta, delta };
}

/** More than four draws of 32 bytes, each refused one time in four, can need but once in 2^90. */
const STREAM_BYTES = 64 * 64;
const WORD = 4;
const FIELD_BYTES = 32;
const FIELD_MASK = (1n << 254n) - 1n;
/** snarkjs takes what it draws for a Montgomery form, by the factor 2^256, whose inverse this is. */
const FROM_MONTGOMERY = inverse((1n << 256n) % FIELD_ORDER);

/** Field elements of the ChaCha stream whose key is the beacon, hashed 2^iterations times. */
function drawn(beacon: string, count: number): bigint[] {
  let key: Buffer = Buffer.from(beacon, "hex");
  for (let i = 0; i < 2 ** beaconIterations; i += 1) key = createHash("sha256").update(key).digest();
  // its words are read highest byte first, while the cipher's are lowest first
  const cipher = createCipheriv("chacha20", key.swap32(), Buffer.alloc(16));
  const stream = cipher.update(Buffer.alloc(STREAM_BYTES));
  const elements: bigint[] = [];
  for (let at = 0; elements.length < count; at += FIELD_BYTES) {
    // of each 64 bits the upper word comes first
    const words = Array.from({ length: FIELD_BYTES / WORD }, (_, i) =>
      BigInt(stream.readUInt32LE(at + WORD * (i ^ 1))),
    );
    const element = FIELD_MASK & words.reduceRight((sum, word) => (sum << 32n) | word, 0n);
    if (element < FIELD_ORDER) elements.push((element * FROM_MONTGOMERY) % FIELD_ORDER);
  }
  return elements;
}
