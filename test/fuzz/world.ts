import { id } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { NO_PREDECESSOR } from "../../scripts/chain/predecessor.ts";
import { packInterval, packRows, policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";
import { ROLE_NAMES, ROLES } from "../../scripts/ignition/roles.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";
import { DAY_TOLERANCE } from "./rules-lots.ts";
import type { PolicyInfo } from "./state.ts";

/** Seconds for which a registry outlives a change that is not restrictive. */
export const ROOT_WINDOW = 3_600;
export const MAX_CLAIM_AGE = 10;

/** About provenances, then about lots; the last ones are quantities to order by. */
const POLICY_WORDS = [
  "rmap >= 50%",
  "no asm, refined >= 10%",
  "co2e <= 30 kg/kg, primary >= 20%",
  "audited within 200 days",
  "non-asm + asm-assessed >= 30%",
  "mass >= 1 kg",
  "mass >= 50 kg, mass <= 3 t, recycled >= 5%",
  "mass >= 200 kg",
  "mass >= 2 t",
];
const GATE = ["rmap >= 50%"];
const GATE_MASS = "mass >= 1 kg";
export const QUANTITIES = ["mass >= 1 kg", "mass >= 200 kg", "mass >= 2 t"];

const NAMES = [
  "administrator",
  ...ROLE_NAMES,
  "controller",
  "otherController",
  "plant",
  "alice",
  "bob",
  "carol",
  "dave",
  "mallory",
] as const;
export type Name = (typeof NAMES)[number];
/** Who may come to own lots. */
export const OWNERS = ["alice", "bob", "carol"] as const;

export type Verifier = "StatementVerifier" | "ProofVerifier";

/** The whole of Kobold with a battery plant, each role in a hand of its own; policies defined, nobody accredited. */
export async function deployWorld({ ethers, networkHelpers }: NetworkConnection, verifier: Verifier) {
  const signers = await ethers.getSigners();
  const signerOf = (name: Name) => {
    const signer = signers[NAMES.indexOf(name)];
    if (signer === undefined) throw new RangeError("the chain has too few accounts");
    return signer;
  };
  const addressOf = (name: Name) => signerOf(name).address;
  const at = async (contract: Promise<{ getAddress(): Promise<string> }>) => (await contract).getAddress();
  const library = async (name: string) => ({ [name]: await at(ethers.deployContract(name)) });

  const manager = await ethers.deployContract("AccessManager", [addressOf("administrator")]);
  const accreditation = await ethers.deployContract(
    "Accreditation",
    [await manager.getAddress(), ROOT_WINDOW, DAY_TOLERANCE],
    {
      libraries: {
        ...(await library("PoseidonT3")),
        ...(await library("PoseidonT4")),
        ...(await library("PoseidonT5")),
      },
    },
  );
  const registerAddress = await accreditation.getAddress();
  const cobaltLot = await ethers.deployContract("CobaltLot", [
    await manager.getAddress(),
    registerAddress,
    await at(ethers.deployContract(verifier, verifier === "ProofVerifier" ? [developmentKeyWords()] : [])),
    id("a footprint method"),
    DAY_TOLERANCE,
    NO_PREDECESSOR,
  ]);
  const policies = await ethers.deployContract("Policies", [registerAddress], {
    libraries: await library("PoseidonT6"),
  });
  const claims = await ethers.deployContract("Claims", [
    await cobaltLot.getAddress(),
    await policies.getAddress(),
  ]);
  for (const name of ROLE_NAMES) {
    const { id: role, contract, selectors } = ROLES[name];
    const target = contract === "cobaltLot" ? cobaltLot : accreditation;
    await manager.setTargetFunctionRole(await target.getAddress(), [...selectors], role);
    await manager.grantRole(role, addressOf(name), 0);
  }

  const defined = POLICY_WORDS.map((words) => {
    const policy = parsePolicy(words, ATTRIBUTES);
    return { words, policy, id: policyId(policy) };
  });
  const idOf = (words: string) => defined.find((policy) => policy.words === words)?.id ?? 0n;
  const infos = defined.map(({ id: key, policy: { massMin, massMax } }): [bigint, PolicyInfo] => [
    key,
    { massMin, aboutProvenance: massMin === 0n && massMax === 2n ** 32n - 1n },
  ]);
  return {
    ethers,
    networkHelpers,
    signerOf,
    addressOf,
    names: NAMES,
    accreditation,
    cobaltLot,
    claims,
    policies,
    reader: await ethers.deployContract("StateReader"),
    defined,
    infos: new Map(infos),
    gate: { policies: [...GATE, GATE_MASS].map(idOf), maxClaimAge: MAX_CLAIM_AGE },
    quantities: QUANTITIES.map(idOf),
    /** Attributes must be defined before the policies over them, and the intake asks for its policy. */
    async finish() {
      for (const { policy } of defined) {
        const [a = 0n, b = 0n, c = 0n, d = 0n] = packRows(policy);
        await policies.definePolicy([a, b, c, d], packInterval(policy));
      }
      const plants = await ethers.deployContract("AccessManager", [addressOf("plant")]);
      return ethers.deployContract("BatteryPlantIntake", [
        await plants.getAddress(),
        await claims.getAddress(),
        GATE.map(idOf),
        idOf(GATE_MASS),
        MAX_CLAIM_AGE,
        [],
      ]);
    },
  };
}

export type World = Awaited<ReturnType<typeof deployWorld>>;
