import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { ARTEFACTS, artefactsIn } from "./artefacts.ts";

/** A battery plant's intake under an access manager of its own, whose administrator the plant is. */
export default buildModule("BatteryPlant", (m) => {
  const artefactOf = artefactsIn(ARTEFACTS);
  const accessManager = m.contract("AccessManager", artefactOf("AccessManager"), [
    m.getParameter<string>("plant"),
  ]);
  const intake = m.contract("BatteryPlantIntake", artefactOf("BatteryPlantIntake"), [
    accessManager,
    m.getParameter<string>("claims"),
    m.getParameter<bigint[]>("policies"),
    m.getParameter<bigint>("minimumMassPolicy"),
    m.getParameter<number>("maxClaimAge"),
  ]);
  return { intake };
});
