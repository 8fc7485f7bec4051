import { z } from "zod/v4";

import { FIELD_ORDER } from "../core/field.ts";

// How figures and bytes stand in JSON, in sealed files and in the vault.

/** A non-negative integer of any size, as decimal text. */
export const bigintField = z
  .string()
  .regex(/^(0|[1-9]\d{0,77})$/, "must be a decimal number")
  .transform((digits) => BigInt(digits));

/** An element of BN254's scalar field. */
export const fieldElement = bigintField.refine((value) => value < FIELD_ORDER, "must be a field element");

export const hexBytes = z.string().regex(/^0x([0-9a-f]{2})*$/, "must be bytes in hexadecimal");
export const hashField = z.string().regex(/^0x[0-9a-f]{64}$/, "must be 32 bytes in hexadecimal");
export const addressField = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "must be an address");

/** A date as milliseconds since 1970. */
export const instantField = z.int().nonnegative();

/** An assayer's public key, or R8 of its signature. */
export const pointField = z.tuple([bigintField, bigintField]).readonly();

/** A `WeighedLot`. */
export const weighedField = z
  .strictObject({ wetGrams: bigintField, moistureBp: bigintField, gradeBp: bigintField })
  .readonly();

/** A site's `ProcessFigures`. */
export const processField = z
  .strictObject({
    emissionFloor: bigintField,
    primaryShare: bigintField,
    yieldMin: bigintField,
    yieldMax: bigintField,
    processSalt: bigintField,
  })
  .readonly();

export const deploymentField = z.object({ chainId: bigintField, cobaltLot: addressField }).readonly();
