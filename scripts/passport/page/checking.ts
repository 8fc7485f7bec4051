import { checkPassport } from "../check-passport.ts";
import { type Evidence, evidenceText, readEvidence, recording, replaying } from "../evidence.ts";
import { type PassportFile, readPassport } from "../file.ts";
import type { Ask } from "../node.ts";
import type { AnchorTrust, PassportReport, Progress } from "../report.ts";
import type { Known } from "./parts/ways.ts";

/** A passport, and where it can be checked: at nodes, or in evidence that somebody has saved. */
export interface Loaded {
  readonly passport: PassportFile;
  /** The passport's file as it came. */
  readonly file: unknown;
  readonly evidence?: Evidence;
}

export interface Outcome {
  readonly report: PassportReport;
  /** All that was looked at, as a file's text. */
  readonly evidence: string;
  /** Whether it came from evidence alone. */
  readonly isOffline: boolean;
}

/** Reads a passport's file, or evidence; undefined if it is neither. */
export function readText(text: string): Loaded | undefined {
  return (
    read(() => {
      const passport = readPassport(text);
      return { passport, file: JSON.parse(text) };
    }) ??
    read(() => {
      const { evidence, passport } = readEvidence(text);
      return { passport, file: evidence.passport, evidence };
    })
  );
}

function read(attempt: () => Loaded): Loaded | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

/**
 * Checks a passport.
 * @param known what the reader knows from elsewhere
 * @param witnesses nodes of different owners that must tell the same block, if the reader wants that
 */
export async function check(
  { passport, file, evidence }: Loaded,
  ask: Ask,
  {
    known,
    witnesses,
    onProgress,
  }: {
    readonly known: Known;
    readonly witnesses: readonly Ask[];
    readonly onProgress: (progress: Progress) => void;
  },
): Promise<Outcome> {
  const recorder = recording(evidence === undefined ? ask : replaying(evidence));
  const anchor = anchorOf(evidence?.anchor ?? passport.anchor, known);
  const named = known.fingerprint === "" ? [] : [known.fingerprint];
  const report = await checkPassport(passport, {
    ...{ ask: recorder.ask, anchor, witnesses, named, onProgress },
  });
  const { answers } = recorder;
  return {
    report,
    evidence: evidenceText({ passport: file, anchor: anchor.blockHash, answers }),
    isOffline: evidence !== undefined,
  };
}

function anchorOf(issued: string, { blockHash }: Known): AnchorTrust {
  return blockHash === "" ? { blockHash: issued, origin: "issuer" } : { blockHash, origin: "typed" };
}
