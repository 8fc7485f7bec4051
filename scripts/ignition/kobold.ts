import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { ARTEFACTS, artefactsIn } from "./artefacts.ts";
import { ROLE_NAMES, ROLES } from "./roles.ts";

/**
 * The whole of Kobold: registers, lots, claims, the verifier, firms' keys, and who may do what. Account 0 is the
 * administrator; each role's holder is the parameter of its name.
 * @param artefacts folder of the contracts' artefacts, Kobold's own by default
 */
export function koboldModule(artefacts = ARTEFACTS) {
  return buildModule("Kobold", (m) => {
    const artefactOf = artefactsIn(artefacts);
    const administrator = m.getAccount(0);
    const dayTolerance = m.getParameter("dayTolerance", 1);

    const PoseidonT3 = m.library("PoseidonT3", artefactOf("PoseidonT3"));
    const PoseidonT4 = m.library("PoseidonT4", artefactOf("PoseidonT4"));
    const PoseidonT5 = m.library("PoseidonT5", artefactOf("PoseidonT5"));
    const PoseidonT6 = m.library("PoseidonT6", artefactOf("PoseidonT6"));

    const accessManager = m.contract("AccessManager", artefactOf("AccessManager"), [administrator]);
    const proofVerifier = m.contract("ProofVerifier", artefactOf("ProofVerifier"), [
      m.getParameter<bigint[]>("keys"),
    ]);
    const accreditation = m.contract(
      "Accreditation",
      artefactOf("Accreditation"),
      [accessManager, m.getParameter("rootWindow", 86_400), dayTolerance],
      { libraries: { PoseidonT3, PoseidonT4, PoseidonT5 } },
    );
    const cobaltLot = m.contract("CobaltLot", artefactOf("CobaltLot"), [
      accessManager,
      accreditation,
      proofVerifier,
      m.getParameter<string>("footprintMethod"),
      dayTolerance,
      m.getParameter<{ cobaltLot: string; lastProvenanceId: bigint; lastCreatedAt: bigint }>("predecessor"),
    ]);
    const policies = m.contract("Policies", artefactOf("Policies"), [accreditation], {
      libraries: { PoseidonT6 },
    });
    const claims = m.contract("Claims", artefactOf("Claims"), [cobaltLot, policies]);
    const recalls = m.contract("Recalls", artefactOf("Recalls"), [accessManager, cobaltLot]);
    const participants = m.contract("Participants", artefactOf("Participants"));
    m.call(accreditation, "bind", [cobaltLot]);

    const contracts = { accreditation, cobaltLot, recalls };
    for (const name of ROLE_NAMES) {
      const { id, contract, selectors } = ROLES[name];
      const unique = (step: string) => ({ id: `${step}_${name}` });
      m.call(accessManager, "labelRole", [id, name], unique("label"));
      m.call(
        accessManager,
        "setTargetFunctionRole",
        [contracts[contract], [...selectors], id],
        unique("limit"),
      );
      m.call(accessManager, "grantRole", [id, m.getParameter<string>(name), 0], unique("grant"));
    }
    return {
      accessManager,
      proofVerifier,
      accreditation,
      cobaltLot,
      policies,
      claims,
      recalls,
      participants,
    };
  });
}
