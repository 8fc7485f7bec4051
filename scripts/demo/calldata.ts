import { Result } from "ethers";
import { z } from "zod/v4";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";

const word = z.bigint();
const mintSchema = z.object({
  lotId: word,
  registry: word,
  day: word,
  permit: word,
  recipient: z.string(),
  submitter: z.string(),
  documentsHash: z.string(),
  note: z.string(),
  proof: z.tuple([word, word, word, word, word, word, word, word]),
});
/** A mint as everybody reads it in a transaction, mined or still on its way. */
export type SentMint = z.output<typeof mintSchema>;

const shownSchema = z.object({
  parent: word.optional(),
  parents: z.array(word).optional(),
  permit: word.optional(),
  registry: word.optional(),
  sameProvenance: z.boolean().optional(),
});

const lots = CobaltLot__factory.createInterface();

/** The commands in a transaction: those of `CobaltLot.execute`, or the one that it is. */
export function commandsIn(calldata: string): string[] {
  const call = lots.parseTransaction({ data: calldata });
  return call?.name === "execute" ? z.array(z.string()).parse(call.args.toArray(true)[0]) : [calldata];
}

/** What a command that makes lots shows of where they come from. */
export function fieldsOf(command: string): z.output<typeof shownSchema> {
  return shownSchema.parse(argumentOf(command));
}

export function mintIn(command: string): SentMint {
  return mintSchema.parse(argumentOf(command));
}

export function mintCommand(mint: SentMint): string {
  return lots.encodeFunctionData("mint", [{ ...mint, proof: [...mint.proof] }]);
}

/** The fields of the struct that a command has for its only argument. */
function argumentOf(command: string): unknown {
  const argument: unknown = lots.parseTransaction({ data: command })?.args[0];
  return argument instanceof Result ? argument.toObject(true) : argument;
}
