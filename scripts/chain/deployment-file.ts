import { existsSync, readFileSync } from "node:fs";

import { getAddress, keccak256, type Provider, solidityPackedKeccak256 } from "ethers";
import { z } from "zod/v4";

import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { ATTRIBUTE_RULES } from "../core/attributes.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { CONTRACT_NAMES, type ContractAddresses, type KoboldAddresses } from "./contracts.ts";
import { type DeploymentSettings, readSettings } from "./deployment-settings.ts";
import { NO_PREDECESSOR } from "./predecessor.ts";
import { readAttributes } from "./registry.ts";

const VERSION = 1;

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => getAddress(text.toLowerCase()));
const count = z.union([
  z.bigint().min(0n),
  z
    .string()
    .regex(/^\d{1,77}$/)
    .transform(BigInt),
]);
const contractNames = z.enum(CONTRACT_NAMES);

const fileSchema = z.object({
  kobold: z.literal("deployment"),
  version: z.literal(VERSION),
  chainId: count,
  firstBlock: z.int().min(0),
  contracts: z.record(contractNames, z.object({ address, codeHash: hash })),
  keysHash: hash,
  footprintMethod: hash,
  attributes: z.array(
    z.object({
      number: z.int().min(0),
      name: z.string(),
      group: z.int(),
      rule: z.enum(ATTRIBUTE_RULES),
    }),
  ),
  pageHash: hash.nullable(),
  predecessor: z.object({ cobaltLot: address, lastProvenanceId: count, lastCreatedAt: count }).nullable(),
});
const versionSchema = z.object({
  kobold: z.literal("deployment"),
  version: z.union([z.string(), z.number()]),
});

/**
 * What a deployment's file tells: where its contracts stand and the hashes of their code; the block of its first
 * transaction, before which there is nothing of it; the hash of its verifying keys, as ProofVerifier tells it; the
 * attributes that were defined when the file was written; the SHA-256 of the page that checks its passports, null for a
 * deployment that publishes none; and what it goes on from, null for nothing.
 */
export type DeploymentFile = Readonly<z.output<typeof fileSchema>>;

/**
 * Describes a deployment as its chain has it.
 * @param addresses of the contracts that its users call; CobaltLot names the other two
 * @param known the hash of its page, if it publishes one; what its contracts tell of their settings, if they were asked
 * already
 * @throws RPC_FAILED, BAD_FILE where what stands there is no deployment
 */
export async function describeDeploymentAt(
  provider: Provider,
  addresses: ContractAddresses,
  firstBlock: number,
  {
    pageHash = null,
    told,
  }: { readonly pageHash?: string | null; readonly told?: DeploymentSettings | undefined } = {},
): Promise<DeploymentFile> {
  const { chainId } = await provider.getNetwork();
  const { accessManager, proofVerifier, keys, footprintMethod, predecessor } =
    told ?? (await readSettings(provider, addresses));
  const whole = { ...addresses, accessManager, proofVerifier };
  const codes = CONTRACT_NAMES.map(async (name) => {
    const codeHash = keccak256(await provider.getCode(whole[name]));
    return [name, { address: whole[name], codeHash }] as const;
  });
  const [attributes, ...contracts] = await Promise.all([
    readAttributes(Accreditation__factory.connect(addresses.accreditation, provider)),
    ...codes,
  ]);
  return fileSchema.parse({
    kobold: "deployment",
    version: VERSION,
    chainId,
    firstBlock,
    contracts: Object.fromEntries(contracts),
    keysHash: keysHashOf(keys),
    footprintMethod,
    attributes: attributes.flatMap((attribute, number) =>
      attribute === undefined ? [] : [{ number, ...attribute }],
    ),
    pageHash,
    predecessor: predecessor.cobaltLot === NO_PREDECESSOR.cobaltLot ? null : predecessor,
  });
}

/** The hash of verifying keys, as ProofVerifier makes it. */
export function keysHashOf(words: readonly bigint[]): string {
  return solidityPackedKeccak256(
    words.map(() => "uint256"),
    words,
  );
}

/**
 * The block from which on a deployment's events tell everything. A file's word is not enough where trust hangs on it: what
 * happened before the block that it names would be hidden.
 * @returns 0 where the node no longer knows what stood there before
 * @throws BAD_FILE where the deployment is older than its file says
 */
export async function provenFirstBlock(
  provider: Provider,
  { firstBlock, contracts }: DeploymentFile,
): Promise<number> {
  if (firstBlock === 0) return 0;
  const { address } = contracts.accessManager;
  let code: string;
  try {
    code = await provider.getCode(address, firstBlock - 1);
  } catch {
    return 0;
  }
  if (code === "0x") return firstBlock;
  throw new KoboldError(
    "BAD_FILE",
    phrase`the file says that the deployment began in block ${firstBlock}, but its AccessManager at ${address} stood there before`,
    phrase`ask whoever deployed for the right file, and trust nothing that was read with this one`,
  );
}

/** Where all its contracts stand. */
export function addressesOf({ contracts }: DeploymentFile): KoboldAddresses {
  const { accessManager, proofVerifier, accreditation, cobaltLot, policies, claims, recalls, participants } =
    contracts;
  return {
    accessManager: accessManager.address,
    proofVerifier: proofVerifier.address,
    accreditation: accreditation.address,
    cobaltLot: cobaltLot.address,
    policies: policies.address,
    claims: claims.address,
    recalls: recalls.address,
    participants: participants.address,
  };
}

/** Reads the file of a deployment. @throws BAD_FILE */
export function readDeploymentFile(file: string): DeploymentFile {
  const remedy = phrase`give the file that \`deploy --json\` printed, or that whoever deployed has published`;
  if (!existsSync(file)) throw new KoboldError("BAD_FILE", phrase`there is no file ${file}`, remedy);
  const content = parsed(readFileSync(file, "utf8"));
  const version = versionSchema.safeParse(content).data?.version;
  if (version !== undefined && version !== VERSION) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`${file} describes a deployment in version ${version}, and this edition of Kobold reads version ${VERSION}`,
      phrase`use the edition of Kobold that wrote it, or ask for a new file`,
    );
  }
  const { success, data, error } = fileSchema.safeParse(content);
  if (success) return data;
  const wrong = [...new Set(error.issues.map(({ path }) => path.join(".")))].filter((name) => name !== "");
  const what =
    version === undefined
      ? phrase`${file} describes no deployment`
      : phrase`${file} describes a deployment, but not its ${wrong.join(", ")}`;
  throw new KoboldError("BAD_FILE", what, remedy);
}

/** Undefined if it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
