import { AbiCoder, getAddress, keccak256, type Provider } from "ethers";

import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { Claims__factory } from "../../types/factories/contracts/Claims__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Policies__factory } from "../../types/factories/contracts/Policies__factory.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";
import { type Check, failed, passed } from "../core/check.ts";
import { FIELD_ORDER } from "../core/field.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { asked } from "./ask.ts";
import type { KoboldAddresses } from "./contracts.ts";
import type { DeploymentSettings } from "./deployment-settings.ts";

/** What a deployment should have decided. */
export type ExpectedSettings = Pick<DeploymentSettings, "footprintMethod" | "dayTolerance" | "rootWindow">;

/**
 * Whether the contracts name one another, as the deployment meant them to, and hold the settings that are expected.
 * @throws RPC_FAILED
 */
export async function verifyBinding(
  provider: Provider,
  chainId: bigint,
  addresses: KoboldAddresses,
  settings: DeploymentSettings,
  expected: ExpectedSettings,
): Promise<Check[]> {
  const { accessManager, accreditation, cobaltLot, policies, proofVerifier } = addresses;
  const register = Accreditation__factory.connect(accreditation, provider);
  const lots = CobaltLot__factory.connect(cobaltLot, provider);
  const rules = Policies__factory.connect(policies, provider);
  const claims = Claims__factory.connect(addresses.claims, provider);
  const recalls = Recalls__factory.connect(addresses.recalls, provider);
  const named: readonly (readonly [string, Text, Promise<string>, string])[] = [
    ["authority/CobaltLot", phrase`CobaltLot is governed by`, lots.authority(), accessManager],
    ["authority/Accreditation", phrase`Accreditation is governed by`, register.authority(), accessManager],
    ["authority/Recalls", phrase`Recalls is governed by`, recalls.authority(), accessManager],
    ["binding/proofVerifier", phrase`CobaltLot uses the verifier`, lots.proofVerifier(), proofVerifier],
    ["binding/cobaltLot", phrase`Accreditation is bound to CobaltLot`, register.cobaltLot(), cobaltLot],
    [
      "binding/accreditation",
      phrase`CobaltLot is bound to Accreditation`,
      lots.accreditation(),
      accreditation,
    ],
    ["binding/policies", phrase`Policies is bound to Accreditation`, rules.accreditation(), accreditation],
    ["binding/claims", phrase`Claims is bound to CobaltLot`, claims.cobaltLot(), cobaltLot],
    ["binding/claimPolicies", phrase`Claims is bound to Policies`, claims.policies(), policies],
    ["binding/recalls", phrase`Recalls is bound to CobaltLot`, recalls.cobaltLot(), cobaltLot],
  ];
  const bound = named.map(async ([id, what, question, address]) =>
    same(id, what, await asked(question), getAddress(address), wrongContracts),
  );
  const encoded = AbiCoder.defaultAbiCoder().encode(["uint256", "address"], [chainId, cobaltLot]);
  const deployment = BigInt(keccak256(encoded)) % FIELD_ORDER;
  return [
    ...(await Promise.all(bound)),
    same(
      "binding/deployment",
      phrase`proofs and assays are bound to chain and CobaltLot by`,
      (await asked(register.deployment()))?.toString(),
      deployment.toString(),
      wrongContracts,
    ),
    same(
      "settings/footprintMethod",
      phrase`the footprint method is the document with the hash`,
      settings.footprintMethod,
      expected.footprintMethod,
      phrase`if another method is intended, name its document with --footprint-method; figures of different methods can't be mixed`,
    ),
    ...(["dayTolerance", "lotDayTolerance"] as const).map((name) =>
      same(
        `settings/${name}`,
        name === "dayTolerance"
          ? phrase`days by which Accreditation lets a proof be dated before today`
          : phrase`days by which a proof may be dated before today`,
        settings[name].toString(),
        expected.dayTolerance.toString(),
        phrase`if this is intended, say so with --day-tolerance`,
      ),
    ),
    same(
      "settings/rootWindow",
      phrase`seconds for which a registry stays valid after a change that takes nothing from a site`,
      settings.rootWindow.toString(),
      expected.rootWindow.toString(),
      phrase`if this is intended, say so with --root-window`,
    ),
  ];
}

const wrongContracts = phrase`check the deployment's file, and send nothing to these contracts until it is explained why they do not belong together`;

function same(id: string, what: Text, found: string | undefined, expected: string, remedy: Text): Check {
  if (found === expected) return passed(id, phrase`${what}: ${expected}`);
  return failed(id, phrase`${what}: ${found ?? phrase`no answer`}, expected is ${expected}`, remedy);
}
