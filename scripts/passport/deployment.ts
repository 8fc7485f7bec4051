import { ATTRIBUTE_COUNT, ATTRIBUTE_RULES, type AttributeTable } from "../core/attributes.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { Fields, hexIn } from "./fields.ts";
import { KEY_WORDS } from "./keys.ts";
import { keccakOf } from "./words.ts";

/** The contracts of a deployment, as its file names them. */
const NAMES = [
  "accessManager",
  "proofVerifier",
  "accreditation",
  "cobaltLot",
  "policies",
  "claims",
  "recalls",
  "participants",
] as const;
export type ContractName = (typeof NAMES)[number];

/** What a deployment's file tells, and the verifying keys whose hash it tells. */
export interface KnownDeployment {
  readonly chainId: bigint;
  readonly contracts: Readonly<Record<ContractName, { readonly address: string; readonly codeHash: string }>>;
  readonly keysHash: string;
  readonly keys: readonly bigint[];
  readonly attributes: AttributeTable;
  /** See `pageHashOf`; undefined if it publishes no page. */
  readonly pageHash: string | undefined;
  /** What it goes on from: the CobaltLot, and the last provenance of a lot that may move. */
  readonly predecessor: { readonly cobaltLot: string; readonly lastProvenanceId: number } | undefined;
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
}

/**
 * Reads a deployment's file, as `deploy --json` prints it, and the keys beside it.
 * @param value `{ file, keys }`, keys as words of 32 bytes
 * @throws Unreadable
 */
export function deploymentIn(value: unknown, place: string): KnownDeployment {
  const both = new Fields(value, place, ["file", "keys"]);
  const parts = partsIn(both.value("file"), place === "" ? "file" : `${place}.file`);
  const attributes = Array.from({ length: ATTRIBUTE_COUNT }, (_, j) =>
    parts.attributes.find(({ number }) => number === j),
  );
  const { predecessor } = parts;
  return {
    ...parts,
    attributes,
    pageHash: parts.pageHash ?? undefined,
    keys: both.list("keys", KEY_WORDS, (word, at) => BigInt(hexIn(word, 32, at))),
    predecessor:
      predecessor === null
        ? undefined
        : { cobaltLot: predecessor.cobaltLot, lastProvenanceId: Number(predecessor.lastProvenanceId) },
    fingerprint: fingerprintOf(parts),
  };
}

/** The fingerprint of a deployment's file, parsed. @throws Unreadable */
export function deploymentFingerprint(file: unknown): string {
  return fingerprintOf(partsIn(file, ""));
}

function partsIn(value: unknown, place: string) {
  const file = new Fields(value, place, [
    ...["kobold", "version", "chainId", "firstBlock", "contracts"],
    ...["keysHash", "footprintMethod", "attributes", "pageHash", "predecessor"],
  ]);
  file.oneOf("kobold", "deployment");
  file.oneOf("version", 1);
  const contracts = file.inner("contracts", NAMES);
  const contract = (name: ContractName) => {
    const known = contracts.inner(name, ["address", "codeHash"]);
    return { address: known.hex("address", 20), codeHash: known.hex("codeHash", 32) };
  };
  return {
    chainId: file.decimal("chainId"),
    firstBlock: file.count("firstBlock"),
    contracts: {
      accessManager: contract("accessManager"),
      proofVerifier: contract("proofVerifier"),
      accreditation: contract("accreditation"),
      cobaltLot: contract("cobaltLot"),
      policies: contract("policies"),
      claims: contract("claims"),
      recalls: contract("recalls"),
      participants: contract("participants"),
    },
    keysHash: file.hex("keysHash", 32),
    footprintMethod: file.hex("footprintMethod", 32),
    attributes: file.list("attributes", ATTRIBUTE_COUNT, attributeIn),
    pageHash: file.value("pageHash") === null ? null : file.hex("pageHash", 32),
    predecessor: file.value("predecessor") === null ? null : predecessorIn(file),
  };
}

/**
 * The fingerprint of a deployment's file: keccak-256 of it as canonical JSON, addresses and hashes in lower case. It
 * stands for contracts, code and keys, so that a reader compares one word with what the publisher says.
 */
function fingerprintOf(parts: object): string {
  const text = canonicalJson({ kobold: "deployment", version: 1, ...parts });
  return keccakOf(new TextEncoder().encode(text));
}

function attributeIn(value: unknown, place: string) {
  const fields = new Fields(value, place, ["number", "name", "group", "rule"]);
  return {
    number: fields.count("number", ATTRIBUTE_COUNT - 1),
    name: fields.text("name", 64),
    group: fields.count("group"),
    rule: fields.oneOf("rule", ...ATTRIBUTE_RULES),
  };
}

function predecessorIn(file: Fields) {
  const fields = file.inner("predecessor", ["cobaltLot", "lastProvenanceId", "lastCreatedAt"]);
  return {
    cobaltLot: fields.hex("cobaltLot", 20),
    lastProvenanceId: fields.decimal("lastProvenanceId"),
    lastCreatedAt: fields.decimal("lastCreatedAt"),
  };
}
