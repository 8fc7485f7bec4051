import type { OperationFact } from "../passport/report.ts";
import { accountName, uuidOf } from "./names.ts";

/** Each operation as a business step of GS1's Core Business Vocabulary. */
export const BIZ_STEPS = {
  mint: "commissioning",
  split: "repackaging",
  merge: "creating_class_instance",
  refine: "creating_class_instance",
} as const satisfies Readonly<Record<OperationFact["kind"], string>>;

/** The same in whosever export an operation stands: a lot is made once. */
export function eventId(chainId: bigint, { cobaltLot, children }: OperationFact): string {
  return uuidOf("operation", accountName(chainId, cobaltLot), ...children);
}
