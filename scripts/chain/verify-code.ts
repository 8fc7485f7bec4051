import { getAddress, type Provider, ZeroAddress } from "ethers";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Participants__factory } from "../../types/factories/contracts/Participants__factory.ts";
import { Policies__factory } from "../../types/factories/contracts/Policies__factory.ts";
import { ProofVerifier__factory } from "../../types/factories/contracts/ProofVerifier__factory.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";
import { PoseidonT3__factory } from "../../types/factories/poseidon-solidity/PoseidonT3__factory.ts";
import { PoseidonT4__factory } from "../../types/factories/poseidon-solidity/PoseidonT4__factory.ts";
import { PoseidonT5__factory } from "../../types/factories/poseidon-solidity/PoseidonT5__factory.ts";
import { PoseidonT6__factory } from "../../types/factories/poseidon-solidity/PoseidonT6__factory.ts";
import { type Check, failed, passed } from "../core/check.ts";
import { phrase } from "../core/phrase.ts";
import type { KoboldAddresses } from "./contracts.ts";
import { type CodeMatch, matchCode } from "./deployed-code.ts";
import type { DeploymentSettings } from "./deployment-settings.ts";

const standIn = (t: number) => `0x${`b0b1e00${t}`.repeat(5)}`;
const libraries = {
  PoseidonT3: standIn(3),
  PoseidonT4: standIn(4),
  PoseidonT5: standIn(5),
  PoseidonT6: standIn(6),
};
const linking = {
  "npm/poseidon-solidity@0.0.5/PoseidonT3.sol:PoseidonT3": libraries.PoseidonT3,
  "npm/poseidon-solidity@0.0.5/PoseidonT4.sol:PoseidonT4": libraries.PoseidonT4,
  "npm/poseidon-solidity@0.0.5/PoseidonT5.sol:PoseidonT5": libraries.PoseidonT5,
  "npm/poseidon-solidity@0.0.5/PoseidonT6.sol:PoseidonT6": libraries.PoseidonT6,
};
const libraryFactories = [
  ["PoseidonT3", PoseidonT3__factory],
  ["PoseidonT4", PoseidonT4__factory],
  ["PoseidonT5", PoseidonT5__factory],
  ["PoseidonT6", PoseidonT6__factory],
] as const;

/**
 * Compares the code of each contract, and of the libraries that it is linked to, with what this checkout would put
 * there for the settings that the contracts state.
 * @throws RPC_FAILED
 */
export async function verifyCode(
  provider: Provider,
  addresses: KoboldAddresses,
  settings: DeploymentSettings,
): Promise<Check[]> {
  const { accessManager, accreditation, proofVerifier, cobaltLot, policies } = addresses;
  const { keys, rootWindow, dayTolerance, lotDayTolerance, footprintMethod, predecessor } = settings;
  const expected: readonly [string, string, { readonly data: string }][] = [
    ["AccessManager", accessManager, await new AccessManager__factory().getDeployTransaction(cobaltLot)],
    ["ProofVerifier", proofVerifier, await new ProofVerifier__factory().getDeployTransaction([...keys])],
    [
      "Accreditation",
      accreditation,
      await new Accreditation__factory(linking).getDeployTransaction(accessManager, rootWindow, dayTolerance),
    ],
    [
      "CobaltLot",
      cobaltLot,
      await new CobaltLot__factory().getDeployTransaction(
        accessManager,
        accreditation,
        proofVerifier,
        footprintMethod,
        lotDayTolerance,
        predecessor,
      ),
    ],
    ["Policies", policies, await new Policies__factory(linking).getDeployTransaction(accreditation)],
    ["Claims", addresses.claims, await new Claims__factory().getDeployTransaction(cobaltLot, policies)],
    [
      "Recalls",
      addresses.recalls,
      await new Recalls__factory().getDeployTransaction(accessManager, cobaltLot),
    ],
    ["Participants", addresses.participants, await new Participants__factory().getDeployTransaction()],
  ];
  const linked = new Map<string, Set<string>>();
  const checks = await Promise.all(
    expected.map(async ([name, address, { data }]) => {
      const match = await matchCode(provider, address, { data, libraries });
      for (const [library, at] of Object.entries(match.linked)) {
        linked.set(library, (linked.get(library) ?? new Set()).add(getAddress(at)));
      }
      return verdict(name, address, match.kind);
    }),
  );
  const ofLibraries = libraryFactories.flatMap(([name, { bytecode: data }]) =>
    [...(linked.get(name) ?? [ZeroAddress])].map(async (address) => {
      const { kind } = await matchCode(provider, address, { data, isLibrary: true });
      return verdict(name, address, kind);
    }),
  );
  return [...checks, ...(await Promise.all(ofLibraries))];
}

function verdict(name: string, address: string, kind: CodeMatch["kind"]): Check {
  const id = `code/${name}`;
  const otherEdition = phrase`compare with the edition that was deployed, and send nothing to this deployment until the difference is explained`;
  switch (kind) {
    case "same":
      return passed(id, phrase`${name} at ${address} has the code of this checkout`);
    case "same-code":
      return passed(
        id,
        phrase`${name} at ${address} has the code of this checkout, built from sources with other comments or names`,
      );
    case "other":
      return failed(id, phrase`${name} at ${address} has other code than this checkout`, otherEdition);
    case "none":
      return failed(
        id,
        phrase`there is no code at ${address}, where ${name} should be`,
        phrase`check the network and the deployment's file`,
      );
  }
}
