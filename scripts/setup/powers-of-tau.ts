import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

import { powersOfTau } from "snarkjs";

import { withCurve } from "../prover/curve.ts";
import { beaconIterations, powersOfTauBeacon } from "./beacons.ts";

/** The largest circuit has up to 2^14 constraints. */
export const powersOfTauPower = 14;

/**
 * Makes the development powers of tau, prepared for phase 2, unless the file is there. The bytes depend on
 * the beacon alone. Takes about six minutes on two cores.
 */
export async function makePowersOfTau(file: string): Promise<void> {
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const [blank, contributed, prepared] = [`${file}.blank`, `${file}.contributed`, `${file}.part`];
  try {
    await withCurve(async (curve) => {
      await powersOfTau.newAccumulator(curve, powersOfTauPower, blank);
      await powersOfTau.beacon(blank, contributed, "DEV", powersOfTauBeacon, beaconIterations);
      await powersOfTau.preparePhase2(contributed, prepared);
    });
    renameSync(prepared, file);
  } finally {
    for (const part of [blank, contributed, prepared]) rmSync(part, { force: true });
  }
}
