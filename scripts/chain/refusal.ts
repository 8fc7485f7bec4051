import { type ErrorDescription, Interface, isError, type TransactionReceipt } from "ethers";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Participants__factory } from "../../types/factories/contracts/Participants__factory.ts";
import { BatteryPlantIntake__factory } from "../../types/factories/contracts/oem/BatteryPlantIntake__factory.ts";
import { Policies__factory } from "../../types/factories/contracts/Policies__factory.ts";
import { ProofVerifier__factory } from "../../types/factories/contracts/ProofVerifier__factory.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { MEANINGS, readable, REMEDIES } from "./refusal-words.ts";

/** A contract's refusal with its error's name. */
export class ChainRefusal extends KoboldError {
  /** Name of the contract's error, such as `PermitUsed`. */
  readonly error: string;

  constructor({ name, signature, args, fragment }: ErrorDescription, cause: unknown) {
    const values = new Map(fragment.inputs.map((input, i) => [input.name, readable(input.name, args[i])]));
    const list = [...values].map(([input, value]) => `${input}: ${value}`).join(", ");
    const meaning = MEANINGS[name]?.((input) => values.get(input) ?? "");
    const message = meaning ?? phrase`the call breaks one of its rules`;
    const remedy = REMEDIES[name] ?? phrase`see ${signature} in the contract's interface`;
    super("CHAIN_REFUSED", phrase`the contract refused: ${message} – ${name}(${list})`, remedy, { cause });
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

/** How long a transaction may wait for its block, in milliseconds. */
const BLOCK_MS = 180_000;

/** Awaits a transaction and its block. @throws ChainRefusal where a contract of ours refuses it, RPC_FAILED if no block takes it in time */
export async function mined<Receipt extends TransactionReceipt>(
  sent: Promise<{
    readonly hash: string;
    wait(confirmations: number, timeoutMs: number): Promise<Receipt | null>;
  }>,
  timeoutMs = BLOCK_MS,
): Promise<Receipt> {
  const transaction = await refusable(sent);
  const receipt = await transaction.wait(1, timeoutMs).catch((thrown: unknown) => {
    if (!isError(thrown, "TIMEOUT")) throw asRefusal(thrown);
    throw new KoboldError(
      "RPC_FAILED",
      phrase`transaction ${transaction.hash} is sent, and no block has taken it yet`,
      phrase`look whether it came about before you ask for it again: the transaction may still be mined`,
      { cause: thrown },
    );
  });
  if (receipt === null) throw new TypeError("a transaction waited for one block has no receipt");
  return receipt;
}

const FACTORIES = [
  AccessManager__factory,
  Accreditation__factory,
  BatteryPlantIntake__factory,
  Claims__factory,
  CobaltLot__factory,
  Participants__factory,
  Policies__factory,
  ProofVerifier__factory,
  Recalls__factory,
];
let allErrors: Interface | undefined;

/** Every error that the contracts can refuse with. */
export function errors(): Interface {
  const fragments = () => FACTORIES.flatMap((factory) => factory.createInterface().fragments);
  return (allErrors ??= new Interface(fragments().filter(({ type }) => type === "error")));
}

/** The function that a transaction calls, such as `execute`; its selector where that is not of our contracts. */
export function functionCalled(data: string): string {
  const selector = data.slice(0, 10);
  const interfaces: readonly Interface[] = FACTORIES.map((factory) => factory.createInterface());
  return interfaces.flatMap((abi) => abi.getFunction(selector)?.name ?? [])[0] ?? selector;
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
