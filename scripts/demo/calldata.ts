import { Result } from "ethers";
import { z } from "zod/v4";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";

const word = z.bigint();

/** An operation as everybody reads it in a transaction, mined or still on its way. */
export type SentOperation = z.output<typeof operationSchema>;
const operationSchema = z.object({
  kind: word,
  sameProvenance: z.boolean(),
  parents: z.array(word),
  children: z.array(word),
  registry: word,
  day: word,
  permit: word,
  recipient: z.string(),
  submitter: z.string(),
  documentsHash: z.string(),
  note: z.string(),
  proof: z.tuple([word, word, word, word, word, word, word, word]),
});

const decodedSchema = z.instanceof(Result).transform((decoded) => decoded.toObject());

/** The operations in the calldata of `CobaltLot.execute`. */
export function operationsIn(calldata: string): SentOperation[] {
  const [operations]: unknown[] = CobaltLot__factory.createInterface().decodeFunctionData(
    "execute",
    calldata,
  );
  return z.array(decodedSchema.pipe(operationSchema)).parse(operations);
}
