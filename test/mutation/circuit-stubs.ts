import { readFileSync } from "node:fs";
import { join } from "node:path";

import { circuitSources, type SourceOverrides } from "../../scripts/setup/circuit-sources.ts";

/** Constraints left out so that a fault elsewhere is found sooner. */
export interface Stub {
  readonly name: string;
  readonly overrides: SourceOverrides;
}

const SITE_OPERATION = "circuits/lib/site-operation.circom";
const ASSAY = "circuits/lib/assay.circom";
const POSEIDON = "node_modules/circomlib/circuits/poseidon.circom";
const CONSTANTS = "node_modules/circomlib/circuits/poseidon_constants.circom";
/** State sizes of our hashes: up to six inputs. */
const MAX_STATE = 7;

/**
 * The stubs that leave a circuit file in place, the one that saves most first.
 *
 * A fault that a suite notices with a stub it notices without it: what is left out could only reject more, and
 * each false witness breaks no rule but the one that it is meant for, which the suite itself asserts.
 */
export function stubsKeeping(root: string, file: string): Stub[] {
  return [siteOperationStub(root), assayStub(root)].filter(({ overrides }) =>
    ["mint", "refine"].some((name) =>
      circuitSources(root, `circuits/main/${name}.circom`, overrides).has(file)
        ? !overrides.has(file)
        : false,
    ),
  );
}

/** Of SiteOperation only what its outputs are made of. */
function siteOperationStub(root: string): Stub {
  const { head } = parts(root, SITE_OPERATION, "    // 1.");
  const kept = head.replaceAll(/^include .*\n/gm, (line) => (line.includes("site-profile") ? line : ""));
  const body = `    signal rights[2];
    signal permits;
    signal validUntil;
    (rights, grants, permits, unitGrams, auditedOn, validUntil) <== SiteProfile()(profile);
}
`;
  return { name: "without site operation", overrides: new Map([[SITE_OPERATION, kept + body]]) };
}

/** No signature. */
function assayStub(root: string): Stub {
  const { head } = parts(root, ASSAY, "    signal message");
  const kept = head.replaceAll(/^include .*\n/gm, "");
  return { name: "without assay", overrides: new Map([[ASSAY, `${kept}}\n`]]) };
}

function parts(root: string, file: string, start: string): { head: string } {
  const source = readFileSync(join(root, file), "utf8");
  const at = source.indexOf(start);
  if (at < 0) throw new Error(`${file} has no "${start}" to cut at`);
  return { head: source.slice(0, at) };
}

/** The same Poseidon, but flat and for our sizes only: circuits compile several times as fast. */
export function quickPoseidon(root: string): [string, string][] {
  let isKept = true;
  const constants = readFileSync(join(root, CONSTANTS), "utf8")
    .split("\n")
    .filter((line) => {
      const size = /^ {4}\} else if \(t ?== ?(\d+)\) \{/.exec(line)?.[1];
      if (size !== undefined) isKept = Number(size) <= MAX_STATE;
      else if (/^ {4}\} else \{/.test(line)) isKept = true;
      return isKept;
    });
  return [
    [POSEIDON, readFileSync(join(root, "test/mutation/flat-poseidon.circom"), "utf8")],
    [CONSTANTS, constants.join("\n")],
  ];
}
