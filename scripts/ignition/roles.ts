import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";

const accreditation = Accreditation__factory.createInterface();
const cobaltLot = CobaltLot__factory.createInterface();
const recalls = Recalls__factory.createInterface();

/**
 * The roles of a deployment: the AccessManager's role id, and the selectors that the role alone may call on its
 * contract. Whatever else is restricted is the administrator's, such as `bind`.
 */
export const ROLES = {
  accreditor: {
    id: 1n,
    contract: "accreditation",
    selectors: (["propose", "amend", "rotate", "suspend", "reinstate"] as const).map(
      (name) => accreditation.getFunction(name).selector,
    ),
  },
  tracingAuthority: {
    id: 2n,
    contract: "accreditation",
    selectors: [accreditation.getFunction("confirm").selector],
  },
  schemeAdministrator: {
    id: 3n,
    contract: "accreditation",
    selectors: (["defineAttribute", "replaceController"] as const).map(
      (name) => accreditation.getFunction(name).selector,
    ),
  },
  surveillance: {
    id: 4n,
    contract: "cobaltLot",
    selectors: (["hold", "release"] as const).map((name) => cobaltLot.getFunction(name).selector),
  },
  recallAuthority: {
    id: 5n,
    contract: "recalls",
    selectors: (["open", "close", "exempt"] as const).map((name) => recalls.getFunction(name).selector),
  },
} as const;

export type RoleName = keyof typeof ROLES;
export const ROLE_NAMES = [
  "accreditor",
  "tracingAuthority",
  "schemeAdministrator",
  "surveillance",
  "recallAuthority",
] as const;
