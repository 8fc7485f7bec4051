import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** A battery plant's intake under an access manager of its own, whose administrator account 0 is. */
export default buildModule("BatteryPlant", (m) => {
  const accessManager = m.contract("AccessManager", [m.getAccount(0)]);
  const intake = m.contract("BatteryPlantIntake", [
    accessManager,
    m.getParameter<string>("claims"),
    m.getParameter<bigint[]>("policies"),
    m.getParameter<bigint>("minimumMassPolicy"),
    m.getParameter<number>("maxClaimAge"),
  ]);
  return { intake };
});
