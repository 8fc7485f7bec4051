// Checks a battery pack's passport, or what is proven of a lot, from a block's hash to the mints, without trusting any server; without Node or DOM. The package's entry `kobold/passport`; nothing within Kobold imports it.

export { checkPassport, type CheckOptions } from "./check-passport.ts";
export {
  passportText,
  readPassport,
  type NamedPolicy,
  type PassportFile,
  type PassportParts,
  type Subject,
} from "./file.ts";
export { deploymentFingerprint, type KnownDeployment } from "./deployment.ts";
export { Unreadable } from "./fields.ts";
export { evidenceText, isEvidence, readEvidence, recording, replaying, type Evidence } from "./evidence.ts";
export { httpAsk, NotInEvidence, RpcError, type Ask } from "./node.ts";
export { contentOf, isPage, pageHashOf } from "./page-file.ts";
export { areGuessable } from "./guesses.ts";
export { isSerial } from "./serials.ts";
export type * from "./report.ts";
