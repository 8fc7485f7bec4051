import { readFileSync } from "node:fs";
import path from "node:path";

import type { Artifact } from "@nomicfoundation/ignition-core";
import { z } from "zod/v4";

const links = z.record(
  z.string(),
  z.record(z.string(), z.array(z.object({ start: z.number(), length: z.number() }))),
);
/** What Ignition reads of an artefact. */
const artefactSchema = z.object({
  _format: z.string(),
  contractName: z.string(),
  sourceName: z.string(),
  abi: z.array(z.unknown()),
  bytecode: z.string(),
  deployedBytecode: z.string(),
  linkReferences: links,
  deployedLinkReferences: links,
});

/** Where each contract's artefact lies in a folder of artefacts. */
const SOURCES = {
  Accreditation: "contracts",
  AccessManager: "@openzeppelin/contracts/access/manager",
  BatteryPlantIntake: "contracts/oem",
  Claims: "contracts",
  CobaltLot: "contracts",
  Participants: "contracts",
  Policies: "contracts",
  PoseidonT3: "poseidon-solidity",
  PoseidonT4: "poseidon-solidity",
  PoseidonT5: "poseidon-solidity",
  PoseidonT6: "poseidon-solidity",
  ProofVerifier: "contracts",
  Recalls: "contracts",
} as const;

/** Kobold's own artefacts: a project that deploys it need not have compiled it. */
export const ARTEFACTS = path.join(import.meta.dirname, "../../artifacts");

/** The files of the artefacts that deployments take, in a folder of artefacts. */
export const ARTEFACT_FILES = Object.entries(SOURCES).map(([name, folder]) => fileOf(name, folder));

/** Reads artefacts of contracts and libraries from a folder, as Ignition takes them. */
export function artefactsIn(folder: string): (name: keyof typeof SOURCES) => Artifact {
  return (name) => {
    const file = path.join(folder, fileOf(name, SOURCES[name]));
    return artefactSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  };
}

function fileOf(name: string, folder: string): string {
  return path.join(folder, `${name}.sol`, `${name}.json`);
}
