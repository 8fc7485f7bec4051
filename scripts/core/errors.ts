import { renderText, type Text } from "./phrase.ts";

/** What went wrong, as stable codes that callers and tests match on, by what kind of thing it is. */
export const ERROR_CODES = {
  /** Something given can't be read, found or used. */
  input: [
    "OUT_OF_RANGE",
    "BAD_FIGURE",
    "BAD_POLICY",
    /** An argument or option that can't be used. */
    "BAD_INPUT",
    /** A file that can't be read or written, or whose content is wrong. */
    "BAD_FILE",
    "NOT_FOUND",
    /** Several things fit what was named. */
    "AMBIGUOUS",
    /** A passphrase or key that is not here, or is not one. */
    "NO_SECRET",
    /** A question was not answered with yes. */
    "NOT_CONFIRMED",
    /** What another party sent does not agree with the chain or with one's own records. */
    "MISMATCH",
    "MALFORMED",
    "UNKNOWN_VERSION",
    "WRONG_RECIPIENT",
    "NOT_OPENABLE",
    "WRONG_OPENING",
  ],
  /** A rule of the trade forbids it. */
  rule: ["EXPIRED", "ALREADY_SIGNED", "RULE_BROKEN", "CLAIM_FALSE", "NOT_ACCREDITED", "WITNESS_REJECTED"],
  /** The chain refuses it, can't be reached, or is another. */
  chain: ["CHAIN_REFUSED", "CHAIN_MISMATCH", "PROOF_INVALID", "NO_ACCOUNT", "RPC_FAILED"],
  /** The vault can't be opened or used so. */
  vault: [
    "VAULT_ACCESS",
    "VAULT_BUSY",
    "VAULT_CONFLICT",
    "VAULT_CORRUPT",
    "VAULT_FOREIGN",
    "VAULT_FULL",
    "VAULT_NEWER",
    "VAULT_OLDER",
    "VAULT_PASSPHRASE",
    "OPERATION_STATE",
  ],
  /** Circuits or keys are missing, or are not those of this checkout. */
  artefact: ["ARTEFACT_MISSING", "ARTEFACT_STALE"],
  /** A check was made, and the answer is no. */
  checkFailed: ["DEVIATION"],
} as const;

export type ErrorKind = keyof typeof ERROR_CODES;
export type ErrorCode = (typeof ERROR_CODES)[ErrorKind][number];

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
