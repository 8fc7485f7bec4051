import { AbiCoder, keccak256, toUtf8Bytes } from "ethers";

import { FIELD_ORDER } from "../core/field.ts";

export const ZERO_ADDRESS = `0x${"00".repeat(20)}`;

/** What a site operation's proof is bound to. */
export interface OperationContext {
  /** Who receives a minted lot; none for a refine, whose lot goes to the parent's owner. */
  readonly recipient?: string;
  /** Hash of the documents that stay off the chain. */
  readonly documentsHash: string;
  /** Bytes for the lot's owner, as hex. */
  readonly note: string;
  /** The only account that may send the operation; anyone where none is named. */
  readonly submitter?: string;
}

/** The public signal `context`: keccak(recipient, documents, keccak(note), submitter) mod the field order. */
export function contextOf({ recipient, documentsHash, note, submitter }: OperationContext): bigint {
  const encoded = AbiCoder.defaultAbiCoder().encode(
    ["address", "bytes32", "bytes32", "address"],
    [recipient ?? ZERO_ADDRESS, documentsHash, keccak256(note), submitter ?? ZERO_ADDRESS],
  );
  return BigInt(keccak256(encoded)) % FIELD_ORDER;
}

/** Hash of the documents of an operation, as the weighbridge sheet names them. */
export function documentsHashOf(documents: string): string {
  return keccak256(toUtf8Bytes(documents));
}

/** A footprint method by the hash of its document, given as such or as what the document is called. */
export function footprintMethodOf(text: string): string {
  return /^0x[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : documentsHashOf(text);
}
