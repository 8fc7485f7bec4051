import type { CheckId, CheckStatus, PassportCheck } from "./report.ts";
import { Unmet } from "./unmet.ts";

/** The list of checks: each is made, and written down with what was compared, and with why it is not true. */
export class Ledger {
  readonly #checks: (PassportCheck | undefined)[] = [];
  readonly #onCheck: (check: PassportCheck) => void;

  constructor(onCheck: (check: PassportCheck) => void) {
    this.#onCheck = onCheck;
  }

  /**
   * Makes a check. It stands in the list where it was begun, whenever it ends.
   * @param work looks, fills in what it compares, and returns what it has learned or throws Unmet
   * @returns what was learned; undefined unless the check is true
   */
  async check<T extends object>(
    id: CheckId,
    subject: string,
    work: (inputs: Record<string, string>) => T | Promise<T>,
  ): Promise<T | undefined> {
    const place = this.#checks.push(undefined) - 1;
    const inputs: Record<string, string> = {};
    const write = (rest: Pick<PassportCheck, "status" | "inputs" | "reason">) => {
      const check = { id, ...(subject === "" ? {} : { subject }), ...rest };
      this.#checks[place] = check;
      this.#onCheck(check);
    };
    try {
      const learned = await work(inputs);
      write({ status: "true", inputs });
      return learned;
    } catch (error) {
      if (!(error instanceof Unmet)) throw error;
      const { status, reason } = error;
      write({ status, inputs: { ...inputs, ...error.inputs }, reason });
      return undefined;
    }
  }

  get checks(): PassportCheck[] {
    return this.#checks.filter((check) => check !== undefined);
  }

  get verdict(): CheckStatus {
    const has = (status: CheckStatus) => this.checks.some((check) => check.status === status);
    return has("false") ? "false" : has("unchecked") ? "unchecked" : "true";
  }
}
