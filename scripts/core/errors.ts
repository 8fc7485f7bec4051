import { renderText, type Text } from "./phrase.ts";

/** What went wrong, as a stable code that callers and tests match on. */
export type ErrorCode =
  | "OUT_OF_RANGE"
  | "BAD_FIGURE"
  | "BAD_POLICY"
  /** An argument or option that can't be used. */
  | "BAD_INPUT"
  /** A file that can't be read or written, or whose content is wrong. */
  | "BAD_FILE"
  | "NOT_FOUND"
  /** Several things fit what was named. */
  | "AMBIGUOUS"
  /** A passphrase or key that is not here, or is not one. */
  | "NO_SECRET"
  /** A question was not answered with yes. */
  | "NOT_CONFIRMED"
  /** What another party sent does not agree with the chain or with one's own records. */
  | "MISMATCH"
  | "MALFORMED"
  | "UNKNOWN_VERSION"
  | "WRONG_RECIPIENT"
  | "NOT_OPENABLE"
  | "WRONG_OPENING"
  | "EXPIRED"
  | "ALREADY_SIGNED"
  | "RULE_BROKEN"
  | "CLAIM_FALSE"
  | "NOT_ACCREDITED"
  | "ARTEFACT_MISSING"
  | "ARTEFACT_STALE"
  | "WITNESS_REJECTED"
  | "CHAIN_REFUSED"
  | "CHAIN_MISMATCH"
  | "PROOF_INVALID"
  | "NO_ACCOUNT"
  | "DEVIATION"
  | "VAULT_ACCESS"
  | "VAULT_BUSY"
  | "VAULT_CONFLICT"
  | "VAULT_CORRUPT"
  | "VAULT_FOREIGN"
  | "VAULT_FULL"
  | "VAULT_NEWER"
  | "VAULT_PASSPHRASE"
  | "OPERATION_STATE"
  | "RPC_FAILED";

/** An error for people: `message` names the rule and the value, `remedy` says what to do next; both in English. */
export class KoboldError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;
  /** Message and remedy as they can be said in another language. */
  readonly said: { readonly message: Text; readonly remedy: Text };

  constructor(code: ErrorCode, message: Text, remedy: Text, options?: ErrorOptions) {
    super(renderText(message), options);
    this.name = "KoboldError";
    this.code = code;
    this.remedy = renderText(remedy);
    this.said = { message, remedy };
  }
}
