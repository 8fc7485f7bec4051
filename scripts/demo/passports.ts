import { askOf } from "../chain/ask-node.ts";
import { describeDeploymentAt } from "../chain/deployment-file.ts";
import { type Intake, readOrder } from "../chain/orders.ts";
import { type PackPassports, packPassports } from "../chain/pack-passports.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { checkPassport } from "../passport/check-passport.ts";
import { evidenceText, recording } from "../passport/evidence.ts";
import { passportText, readPassport } from "../passport/file.ts";
import type { Stage } from "./stage.ts";

/** The packs' passports, and all that a node answered to who checked one: this chain ends, and they are checked again. */
export interface CheckedPassports {
  readonly subjects: PackPassports["subjects"];
  /** Of the first pack's. */
  readonly evidence: string;
  /** How many checks were made, all of them true, from this block on. */
  readonly checks: number;
  readonly block: number;
}

/**
 * Issues the passports of the plant's order, and checks the first as anybody can: from the block's hash to the mints.
 * @throws DEVIATION unless all of it is true
 */
export async function issuePassports(
  { world }: Stage,
  {
    intake,
    orderId,
    serials,
    pageHash,
  }: {
    readonly intake: Intake;
    readonly orderId: number;
    readonly serials: readonly string[];
    /** Of the page on which they are checked; null for none. */
    readonly pageHash: string | null;
  },
): Promise<CheckedPassports> {
  const { addresses, provider } = world;
  const block = await provider.getBlock("latest");
  if (block?.hash == null) throw new TypeError("a chain has a latest block");
  const anchor = { number: block.number, hash: block.hash };
  const file = await describeDeploymentAt(provider, addresses, 0, { pageHash });
  const sources = { provider, files: [file] as const, anchor };
  const { parts, subjects } = await packPassports(sources, intake, await readOrder(intake, orderId), serials);
  const [first] = subjects;
  if (first === undefined) throw new TypeError("the order is of one pack at least");
  const { ask, answers } = recording(askOf(provider));
  const passport = passportText(parts, first);
  const { verdict, checks } = await checkPassport(readPassport(passport), { ask });
  if (verdict !== "true") {
    throw new KoboldError(
      "DEVIATION",
      phrase`the passport of ${first.serial} does not verify`,
      phrase`this is a fault of Kobold: report it with what the demo printed`,
    );
  }
  return {
    subjects,
    evidence: evidenceText({ passport: JSON.parse(passport), anchor: anchor.hash, answers }),
    checks: checks.length,
    block: anchor.number,
  };
}
