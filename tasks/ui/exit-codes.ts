import type { ErrorCode } from "../../scripts/core/errors.ts";

/** How a task ends, beside 0 for success and 1 for what nobody foresaw. */
export const EXIT_CODES = {
  /** Something given can't be read, found or used. */
  input: 2,
  /** A rule of the trade forbids it. */
  rule: 3,
  /** The chain refuses it, can't be reached, or is another. */
  chain: 4,
  /** The vault can't be opened or used so. */
  vault: 5,
  /** Circuits or keys are missing, or are not those of this checkout. */
  artefact: 6,
  /** A check was made, and the answer is no. */
  checkFailed: 7,
} as const;

const { input, rule, chain, vault, artefact, checkFailed } = EXIT_CODES;

/** What a process ends with after an error. */
export const EXIT_CODE_OF: Readonly<Record<ErrorCode, number>> = {
  OUT_OF_RANGE: input,
  BAD_FIGURE: input,
  BAD_POLICY: input,
  BAD_INPUT: input,
  BAD_FILE: input,
  NOT_FOUND: input,
  AMBIGUOUS: input,
  NO_SECRET: input,
  NOT_CONFIRMED: input,
  MISMATCH: input,
  MALFORMED: input,
  UNKNOWN_VERSION: input,
  WRONG_RECIPIENT: input,
  NOT_OPENABLE: input,
  WRONG_OPENING: input,
  EXPIRED: rule,
  ALREADY_SIGNED: rule,
  RULE_BROKEN: rule,
  CLAIM_FALSE: rule,
  NOT_ACCREDITED: rule,
  ARTEFACT_MISSING: artefact,
  ARTEFACT_STALE: artefact,
  WITNESS_REJECTED: rule,
  CHAIN_REFUSED: chain,
  CHAIN_MISMATCH: chain,
  PROOF_INVALID: chain,
  NO_ACCOUNT: chain,
  DEVIATION: checkFailed,
  VAULT_ACCESS: vault,
  VAULT_BUSY: vault,
  VAULT_CONFLICT: vault,
  VAULT_CORRUPT: vault,
  VAULT_FOREIGN: vault,
  VAULT_FULL: vault,
  VAULT_NEWER: vault,
  VAULT_PASSPHRASE: vault,
  OPERATION_STATE: vault,
  RPC_FAILED: chain,
};
