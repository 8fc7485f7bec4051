import { z } from "zod";

import { FIELD_ORDER } from "../core/field.ts";

/** A non-negative integer of any size, decimal text in JSON. */
export const bigintField = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform(BigInt);

/** An element of BN254's scalar field. */
export const fieldElement = bigintField.refine((value) => value < FIELD_ORDER);

export const hexBytes = z.string().regex(/^0x([0-9a-f]{2})*$/);

/** A date as milliseconds since 1970. */
export const instant = z.number().int().nonnegative();

/** A contract of a chain: lots of different deployments never mix. */
export interface LotPlace {
  readonly chainId: bigint;
  /** Address of `CobaltLot`, in lower case. */
  readonly contract: string;
}

export const placeField = z.object({
  chainId: bigintField,
  contract: z.string().regex(/^0x[0-9a-f]{40}$/),
});

/** A place as it is stored, whatever the case of the address that was given. */
export function normalPlace({ chainId, contract }: LotPlace): LotPlace {
  return { chainId, contract: contract.toLowerCase() };
}

export function isSamePlace(a: LotPlace, b: LotPlace): boolean {
  return a.chainId === b.chainId && a.contract.toLowerCase() === b.contract.toLowerCase();
}
