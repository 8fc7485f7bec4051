import { z } from "zod/v4";

import { bigintField } from "../notes/fields.ts";
import { Noted } from "./noted.ts";

const refreshedSchema = z.object({
  account: z.string(),
  /** The last block that was looked at, and its hash, to notice that the chain was rewritten. */
  block: z.number().int().nonnegative(),
  blockHash: z.string(),
  /** When the look began; lots that came into the vault later were not part of it. */
  startedAt: z.number(),
  /** Lots that moved while an operation of ours was under way. */
  unsettled: z.array(bigintField),
});

/** How far the vault's lots were last brought to what the chain says of them. */
export const refreshed = new Noted("refreshed", refreshedSchema);
