import { z } from "zod/v4";

import { bytesOfHex, hexOfBytes } from "../core/bytes.ts";
import { isoDateOf } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { canonicalJson, malformed, parseCanonicalJson, parseJson } from "../core/canonical-json.ts";
import {
  type Deployment,
  deploymentBytes,
  describeDeployment,
  isSameDeployment,
} from "../core/deployment.ts";
import { addressField, bigintField, hashField, hexBytes } from "./fields.ts";
import { envelope, type FileKind } from "./file-kinds.ts";
import { KEY_BYTES, seal, type SealContext, unseal } from "./hpke.ts";
import { keyHint, keyOfHint, type NoteKey } from "./keys.ts";

/** 1 held lots of fourteen attributes. */
const VERSION = 2;
/** Texts are filled up to a multiple of this, so that a file's length tells little of its figures. */
const BLOCK = 1024;

/** What a file says, for one recipient's eyes. */
export interface FileMessage<Body> {
  /**
   * Account of the sender, by its own word: a sealed file is not signed. Answers are sealed to the key that this account
   * has published, and what is in a body is checked by itself.
   */
  readonly from: string;
  readonly purpose: string;
  /** The last day, since 1970-01-01, on which it may be used. */
  readonly expiresOn: number;
  readonly body: Body;
}

const fileSchema = z.strictObject({
  kobold: z.literal("sealed-file"),
  version: z.literal(VERSION),
  kind: z.string(),
  chainId: bigintField,
  cobaltLot: addressField,
  recipient: hashField,
  sealed: hexBytes.min(4),
});
const versionSchema = z.object({ kobold: z.literal("sealed-file"), version: z.unknown() });

/**
 * Writes a file that only the recipient can read: JSON that names kind, deployment and recipient, and one HPKE message
 * bound to kind and deployment.
 * @throws MALFORMED if the message would not be read again, or for a bad key
 */
export async function sealFile<Body>(
  kind: FileKind<Body>,
  message: FileMessage<Body>,
  recipient: Uint8Array,
  deployment: Deployment,
): Promise<string> {
  keyHint(recipient);
  const { from, purpose, expiresOn, body } = message;
  const text = canonicalJson({ from, purpose, expiresOn, body });
  readMessage(kind, text);
  const plaintext = new TextEncoder().encode(text);
  const padding = new Uint8Array(BLOCK - (plaintext.length % BLOCK)).fill(0x20);
  const padded = new Uint8Array([...plaintext, ...padding]);
  const sealed = await seal(recipient, fileContext(kind, deployment), padded);
  const file = {
    kobold: "sealed-file",
    version: VERSION,
    kind: kind.name,
    chainId: deployment.chainId.toString(),
    cobaltLot: deployment.cobaltLot,
    recipient: hexOfBytes(recipient),
    sealed: hexOfBytes(sealed),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Opens a file and checks all that can be checked without the chain.
 * @param keys the keys of the wallet, current and earlier
 * @param today the day since 1970-01-01
 * @throws MALFORMED, UNKNOWN_VERSION, BAD_FILE for another kind, CHAIN_MISMATCH for another deployment,
 * WRONG_RECIPIENT, NOT_OPENABLE if it was altered, EXPIRED
 */
export async function openFile<Body>(
  kind: FileKind<Body>,
  text: string,
  keys: readonly NoteKey[],
  deployment: Deployment,
  today: number,
): Promise<FileMessage<Body>> {
  const file = readFile(text);
  if (file.kind !== kind.name) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`the file is of kind "${file.kind}", but "${kind.name}" is expected`,
      phrase`give it to the command that reads such files`,
    );
  }
  const origin = { chainId: file.chainId, cobaltLot: file.cobaltLot };
  if (!isSameDeployment(origin, deployment)) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`the file is about ${describeDeployment(origin)}, but this is ${describeDeployment(deployment)}`,
      phrase`connect to the chain and contract that the file is about`,
    );
  }
  const recipient = bytesOfHex("recipient", file.recipient, KEY_BYTES);
  const key = keyOfHint(phrase`the file`, keyHint(recipient), keys);
  const plaintext = await unseal(key, fileContext(kind, deployment), bytesOfHex("sealed", file.sealed));
  if (plaintext === undefined) {
    throw new KoboldError(
      "NOT_OPENABLE",
      phrase`the file does not open: it was altered`,
      phrase`ask its sender for it again`,
    );
  }
  const message = readMessage(kind, new TextDecoder().decode(plaintext).trimEnd());
  if (today > message.expiresOn) {
    throw new KoboldError(
      "EXPIRED",
      phrase`the ${kind.name} "${message.purpose}" expired on ${isoDateOf(message.expiresOn)}`,
      phrase`ask its sender for a new one`,
    );
  }
  return message;
}

function readFile(text: string): z.output<typeof fileSchema> {
  const value = parseJson(phrase`the file`, text);
  const header = versionSchema.safeParse(value);
  if (!header.success) throw malformed(phrase`the file`, phrase`it is not a sealed file of Kobold`);
  const { version } = header.data;
  if (version !== VERSION) {
    throw new KoboldError(
      "UNKNOWN_VERSION",
      phrase`the file has version ${JSON.stringify(version)}; this program reads version ${VERSION}`,
      phrase`use the release that wrote it, or ask the sender for a file of this version`,
    );
  }
  const file = fileSchema.safeParse(value);
  if (!file.success) throw malformed(phrase`the file`, z.prettifyError(file.error), file.error);
  return file.data;
}

function readMessage<Body>(kind: FileKind<Body>, text: string): FileMessage<Body> {
  const what = phrase`the ${kind.name}`;
  const outer = envelope.safeParse(parseCanonicalJson(what, text));
  if (!outer.success) throw malformed(what, z.prettifyError(outer.error), outer.error);
  const body = kind.body.safeParse(outer.data.body);
  if (!body.success) throw malformed(what, z.prettifyError(body.error), body.error);
  const { from, purpose, expiresOn } = outer.data;
  return { from, purpose, expiresOn, body: body.data };
}

function fileContext({ name }: { readonly name: string }, deployment: Deployment): SealContext {
  return { info: `kobold/file/v${VERSION}:${name}`, aad: deploymentBytes(deployment) };
}
