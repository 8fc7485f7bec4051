import { z } from "zod/v4";

import { bigintField } from "../notes/fields.ts";
import { noted } from "./noted.ts";

const progressSchema = z.object({
  account: z.string(),
  /** The first block that is not read yet. */
  nextBlock: z.number().int().nonnegative(),
  /** Of the block before, to notice that the chain was rewritten. */
  blockHash: z.string(),
  /** Lots that came to the account and whose openings are not on the chain, or not for this wallet. */
  unopened: z.array(
    z.object({
      lotId: bigintField,
      reason: z.string(),
      /** Whether it has left the account since. */
      gone: z.boolean(),
    }),
  ),
  /** Notes of offers to the account that it has not accepted yet. */
  offers: z.array(z.object({ lotId: bigintField, note: z.string() })),
});

/** How far a rebuilding has come; kept in the vault that it fills. */
export type Progress = z.output<typeof progressSchema>;

export const progressOf = noted("recovery", progressSchema);
