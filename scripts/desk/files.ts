import { type FileKind } from "../notes/file-kinds.ts";
import { type FileMessage, openFile, sealFile } from "../notes/sealed-file.ts";
import { today } from "../chain/rpc.ts";
import { type Desk } from "./desk.ts";
import { keyFor } from "./recipients.ts";

/** To whom a sealed file goes, why, and until when it may be used. */
export interface Sending {
  readonly to: string;
  readonly purpose: string;
  /** The last day, since 1970-01-01. */
  readonly expiresOn: number;
}

/** A file from this firm, sealed to an account. @throws NOT_FOUND if it has published no key; as `sealFile` */
export async function sealTo<Body>(
  desk: Desk,
  kind: FileKind<Body>,
  { to, ...cover }: Sending,
  body: Body,
): Promise<string> {
  const message = { from: desk.account, ...cover, body };
  return sealFile(kind, message, await keyFor(desk, to), desk.deployment);
}

/** Opens a file that was sealed to this firm, today. @throws as `openFile` */
export async function openSealed<Body>(
  desk: Desk,
  kind: FileKind<Body>,
  text: string,
): Promise<FileMessage<Body>> {
  return openFile(kind, text, desk.keys, desk.deployment, await today(desk));
}
