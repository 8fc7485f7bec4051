import { inCurve, mulPointEscalar, subOrder } from "@zk-kit/baby-jubjub";

import { KoboldError } from "./errors.ts";
import { requireField } from "./field.ts";
import { phrase } from "./phrase.ts";
import type { Point } from "./site.ts";

/** An assayer's public key as people pass it on: `x,y` in decimal. */
export function formatAssayer([x, y]: Point): string {
  return `${x.toString()},${y.toString()}`;
}

/** The other way round. @throws BAD_FIGURE, and as `requireAssayer` */
export function parseAssayer(text: string): Point {
  const [, x = "", y = ""] = /^(\d{1,78}),(\d{1,78})$/.exec(text.trim()) ?? [];
  if (x !== "") return requireAssayer([BigInt(x), BigInt(y)]);
  throw new KoboldError(
    "BAD_FIGURE",
    phrase`"${text}" is not an assayer's key`,
    phrase`give the two numbers that \`assay keygen\` printed: x,y`,
  );
}

/**
 * A key under which signatures mean something: on BabyJubjub, of the prime subgroup, and not its neutral element. The
 * contract checks the curve alone, so the accreditor has to check the rest.
 * @throws BAD_INPUT, OUT_OF_RANGE for a coordinate that is no field element
 */
export function requireAssayer(assayer: Point): Point {
  const [x, y] = assayer;
  requireField(phrase`x of the assayer's key`, x);
  requireField(phrase`y of the assayer's key`, y);
  const [neutralX, neutralY] = inCurve([x, y]) ? mulPointEscalar([x, y], subOrder) : [1n, 0n];
  const isNeutral = x === 0n && y === 1n;
  if (neutralX === 0n && neutralY === 1n && !isNeutral) return assayer;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`the assayer's key ${formatAssayer(assayer)} is not in the prime subgroup of BabyJubjub`,
    phrase`do not accredit it: ask the assayer for the key that \`assay keygen\` made`,
  );
}
