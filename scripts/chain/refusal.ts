import {
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  type ErrorDescription,
  Interface,
} from "ethers";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Participants__factory } from "../../types/factories/contracts/Participants__factory.ts";
import { BatteryPlantIntake__factory } from "../../types/factories/contracts/oem/BatteryPlantIntake__factory.ts";
import { Policies__factory } from "../../types/factories/contracts/Policies__factory.ts";
import { ProofVerifier__factory } from "../../types/factories/contracts/ProofVerifier__factory.ts";
import { KoboldError } from "../core/errors.ts";

/** What to do about the errors that honest users meet. */
const REMEDIES = new Map([
  ["RegistryNotAccepted", "read the accreditation from the chain again and make the proof anew"],
  ["PermitUsed", "use the site's next permit of the month"],
  ["VerifierProofRejected", "the proof does not fit what is claimed: make it anew from the lot's opening"],
  ["DayOutOfRange", "make the proof anew with today's date"],
  ["LotNotActive", "choose a lot that is active; an offered one becomes so when its offer is cancelled"],
  [
    "LotNotOffered",
    "the offer was accepted, rejected, cancelled, or dropped by a hold: ask the seller for another",
  ],
  ["OfferRecipientInvalid", "offer the lot to an account other than its owner"],
  ["OfferExpiryPassed", "let the offer end later"],
  ["OfferNotToSender", "send it from the account that the lot is offered to"],
  ["OfferExpired", "ask the seller to cancel the offer and make another"],
  [
    "KeyIndexUnexpected",
    "publish the key that the error's expected index derives, unless it is published already",
  ],
  ["KeyInvalid", "publish a key that was derived from the wallet"],
  ["LotExists", "this lot was made already"],
  ["SubmitterMismatch", "send the operation from the account that its proof names"],
  ["ClaimMissing", "prove the claim first"],
  ["ClaimStale", "prove the claim again"],
  ["UnitsExceedQuantity", "back fewer units, or agree on a larger quantity"],
  ["PolicyUnknown", "define the policy first"],
  ["ClaimLotNotActive", "claim for a lot that is active"],
  ["ClaimUnauthorized", "send the claim from the lot's owner, or let the owner approve you"],
  ["ERC721InsufficientApproval", "send it from the lot's owner, or let the owner approve you"],
  ["AccessManagedUnauthorized", "send it from an account that holds the role"],
]);

/** A contract's refusal with its error's name. */
export class ChainRefusal extends KoboldError {
  /** Name of the contract's error, such as `PermitUsed`. */
  readonly error: string;

  constructor({ name, signature, args, fragment }: ErrorDescription, cause: unknown) {
    const values = fragment.inputs.map((input, i) => `${input.name}: ${String(args[i])}`);
    const remedy = REMEDIES.get(name) ?? `see ${signature} in the contract's interface`;
    super("CHAIN_REFUSED", `the contract refused: ${name}(${values.join(", ")})`, remedy, { cause });
    this.error = name;
  }
}

/** Turns what a failed call or transaction threw into a `ChainRefusal`; anything else comes back as it is. */
export function asRefusal(thrown: unknown): unknown {
  const data = revertDataOf(thrown);
  if (data === undefined) return thrown;
  const description = errors().parseError(data);
  return description === null ? thrown : new ChainRefusal(description, thrown);
}

/** Awaits a call or transaction. @throws ChainRefusal where a contract of ours refuses it */
export async function refusable<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (thrown) {
    throw asRefusal(thrown);
  }
}

/** Awaits a transaction and its block. @throws ChainRefusal where a contract of ours refuses it */
export async function mined(sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
  const receipt = await (await refusable(sent)).wait();
  if (receipt === null) throw new TypeError("a transaction waited for one block has no receipt");
  return receipt;
}

let allErrors: Interface | undefined;

function errors(): Interface {
  return (allErrors ??= errorsOfAll());
}

function errorsOfAll(): Interface {
  const factories = [
    AccessManager__factory,
    Accreditation__factory,
    BatteryPlantIntake__factory,
    Claims__factory,
    CobaltLot__factory,
    Participants__factory,
    Policies__factory,
    ProofVerifier__factory,
  ];
  const fragments = factories.flatMap((factory) =>
    factory.createInterface().fragments.filter((fragment) => fragment.type === "error"),
  );
  return new Interface(fragments);
}

/** The revert data in an error of ethers, Hardhat or a node, wherever it hides. */
function revertDataOf(thrown: unknown, depth = 0): string | undefined {
  if (typeof thrown === "string") return /^0x[0-9a-f]{8,}$/i.test(thrown) ? thrown : undefined;
  if (typeof thrown !== "object" || thrown === null || depth > 5) return undefined;
  for (const key of ["data", "error", "info", "cause"]) {
    const found = revertDataOf(Reflect.get(thrown, key), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
