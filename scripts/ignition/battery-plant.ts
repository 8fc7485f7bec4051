import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** A battery plant's intake under an access manager of its own, whose administrator the plant is. */
export default buildModule("BatteryPlant", (m) => {
  const accessManager = m.contract("AccessManager", [m.getParameter<string>("plant")]);
  const intake = m.contract("BatteryPlantIntake", [
    accessManager,
    m.getParameter<string>("claims"),
    m.getParameter<bigint[]>("policies"),
    m.getParameter<bigint>("minimumMassPolicy"),
    m.getParameter<number>("maxClaimAge"),
  ]);
  return { intake };
});
