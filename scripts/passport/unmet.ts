import type { FalseReason, ReasonCode, UncheckedReason } from "./report.ts";

/** Why a check is not true, and what was compared: thrown where it shows, caught by the ledger of checks. */
export class Unmet extends Error {
  readonly status: "false" | "unchecked";
  readonly reason: ReasonCode;
  readonly inputs: Readonly<Record<string, string>>;

  constructor(status: Unmet["status"], reason: ReasonCode, inputs: Readonly<Record<string, string>>) {
    super(reason);
    this.status = status;
    this.reason = reason;
    this.inputs = inputs;
  }
}

/** What could not be looked at. */
export function unchecked(reason: UncheckedReason, inputs: Readonly<Record<string, string>> = {}): Unmet {
  return new Unmet("unchecked", reason, inputs);
}

/** What was looked at, and is otherwise. */
export function contradicted(reason: FalseReason, inputs: Readonly<Record<string, string>> = {}): Unmet {
  return new Unmet("false", reason, inputs);
}

/** What another check has learned. @throws Unmet if it has learned nothing */
export function needed<T>(learned: T | undefined): T {
  if (learned === undefined) throw unchecked("rests-on-another");
  return learned;
}
