import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { askOf } from "../../scripts/chain/ask-node.ts";
import { Node } from "../../scripts/chain/node.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { checkPassport } from "../../scripts/passport/check-passport.ts";
import { deploymentFingerprint } from "../../scripts/passport/deployment.ts";
import {
  type Evidence,
  isEvidence,
  readEvidence,
  recording,
  replaying,
} from "../../scripts/passport/evidence.ts";
import { jsonIn } from "../../scripts/passport/fields.ts";
import { type PassportFile, readPassport } from "../../scripts/passport/file.ts";
import type { Ask } from "../../scripts/passport/node.ts";
import { contentOf, isPage, pageHashOf } from "../../scripts/passport/page-file.ts";
import type { AnchorTrust, PassportReport } from "../../scripts/passport/report.ts";
import type { Given } from "../ui/action.ts";
import { nodeOf } from "../ui/node.ts";
import { addressIn, listed, textAt, understood } from "./read.ts";

/** A passport, and what was found of it. */
export interface Checked {
  readonly file: PassportFile;
  readonly report: PassportReport;
}

/**
 * Checks a passport's file, its page or evidence.
 * @throws BAD_FILE, BAD_INPUT, and RPC_FAILED where a node is needed
 */
export async function checkGiven(
  given: Given<"passport" | "block" | "deployment">,
  hre: HardhatRuntimeEnvironment,
): Promise<Checked & { readonly evidence: Evidence }> {
  const { place, fragment } = addressIn(given.passport);
  const read = await textAt(place);
  const pageHash = isPage(read) ? pageHashOf(read) : undefined;
  const text = pageHash === undefined ? read : textOfPage(place, read, fragment);
  const source = isEvidence(text) ? replayed(place, text) : await asked(place, text, hre);
  const { file, passport, witnesses } = source;
  const anchor = anchorOf(given.block, source.anchor);
  const named = await Promise.all(listed(given.deployment).map(fingerprintOf));
  const { ask, answers } = recording(source.ask);
  const report = await checkPassport(file, {
    ...{ ask, witnesses, anchor, named },
    ...(pageHash === undefined ? {} : { pageHash }),
  });
  return { file, report, evidence: { passport, anchor: anchor.blockHash, answers } };
}

/** The passport, or evidence, in a page. @throws BAD_FILE, and BAD_INPUT where it is of many packs */
function textOfPage(place: string, page: string, fragment: string): string {
  const { text, isOfMany } = understood(place, () => contentOf(page, fragment));
  if (text !== "" && !isOfMany) return text;
  throw new KoboldError(
    "BAD_INPUT",
    isOfMany ? phrase`${place} is the page of many packs` : phrase`${place} is a page without a passport`,
    isOfMany
      ? phrase`give the link of one, in quotation marks, as the list beside the page has it`
      : phrase`give the passport or the evidence that you would open on it`,
  );
}

interface Source {
  readonly file: PassportFile;
  /** The same, as it was written. */
  readonly passport: unknown;
  readonly anchor: string;
  readonly ask: Ask;
  readonly witnesses: readonly Ask[];
}

/** Evidence needs no node. */
function replayed(name: string, text: string): Source {
  const { evidence, passport: file } = understood(name, () => readEvidence(text));
  return {
    file,
    passport: evidence.passport,
    anchor: evidence.anchor,
    ask: replaying(evidence),
    witnesses: [],
  };
}

/** Where several nodes are named, each has to have the block. */
async function asked(name: string, text: string, hre: HardhatRuntimeEnvironment): Promise<Source> {
  const file = understood(name, () => readPassport(text));
  const { provider } = await nodeOf(hre);
  const witnesses: Ask[] = [];
  if (provider instanceof Node && provider.hosts.length > 1)
    await provider.ofEach((node) => Promise.resolve(witnesses.push(askOf(node))));
  return { file, passport: JSON.parse(text), anchor: file.anchor, ask: askOf(provider), witnesses };
}

/** @throws BAD_INPUT */
function anchorOf(block: string, issuers: string): AnchorTrust {
  if (block === "") return { blockHash: issuers, origin: "issuer" };
  if (/^0x[0-9a-fA-F]{64}$/.test(block)) return { blockHash: block.toLowerCase(), origin: "typed" };
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${block}" is not the hash of a block`,
    phrase`give 32 bytes, as 0x…, from a source that you trust`,
  );
}

async function fingerprintOf(name: string): Promise<string> {
  const text = await textAt(name);
  return understood(name, () => deploymentFingerprint(jsonIn(text, text.length)));
}
