import type { Provider } from "ethers";

import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { ATTRIBUTE_COUNT } from "../core/attributes.ts";
import { type Check, warned } from "../core/check.ts";
import { phrase } from "../core/phrase.ts";
import { ROLE_NAMES, ROLES } from "../ignition/roles.ts";
import type { AccessHistory } from "./access-history.ts";
import { asked } from "./ask.ts";
import type { KoboldAddresses } from "./contracts.ts";
import { readAttributes } from "./registry.ts";
import { raisedBy, raisedInWords, rightOf } from "./sites.ts";
import { ADMINISTRATOR, each, holdersOf } from "./verify-roles.ts";

/** An account that signs by one key, though it may have delegated to code (EIP-7702). */
const isKey = (code: string) => code === "0x" || code.startsWith("0xef0100");

/**
 * Where the powers over a deployment rest on less than they could: on one key, on nobody's delay, on one account. And the
 * sites that mint what else only refining gives, which somebody should have looked at.
 * @returns warnings, since none of it is a fault of the deployment @throws RPC_FAILED
 */
export async function verifyPowers(
  provider: Provider,
  { accessManager, accreditation }: KoboldAddresses,
  history: AccessHistory,
): Promise<Check[]> {
  const manager = AccessManager__factory.connect(accessManager, provider);
  const register = Accreditation__factory.connect(accreditation, provider);
  const roles = [
    { name: "administrator", id: ADMINISTRATOR },
    ...ROLE_NAMES.map((name) => ({ name, id: ROLES[name].id })),
  ];
  const held = await each(roles, async ({ name, id }) => ({
    name,
    holders: await holdersOf(manager, history, id),
    grantDelay: await asked(manager.getRoleGrantDelay(id)),
    guardian: await asked(manager.getRoleGuardian(id)),
  }));
  const [administrator, accreditor, tracingAuthority] = held.map(({ holders }) =>
    holders.map(({ account }) => account),
  );
  const namesWhere = (is: (role: (typeof held)[number]) => boolean) =>
    held
      .filter(is)
      .map(({ name }) => name)
      .join(", ");
  const hasty = namesWhere(({ holders }) => holders.some(({ delay }) => delay === 0n));
  const given = namesWhere(({ grantDelay }) => grantDelay === 0n);
  const unguarded = namesWhere(
    ({ name, guardian }) => name !== "administrator" && guardian === ADMINISTRATOR,
  );
  const both = accreditor?.filter((account) => tracingAuthority?.includes(account)) ?? [];
  return [
    ...(await keyChecks(provider, register, administrator ?? [])),
    ...(hasty === ""
      ? []
      : [
          warned(
            "power/delay",
            phrase`who holds these roles acts without a delay: ${hasty}`,
            phrase`the administrator grants each again with a delay, but for what must not wait, such as a hold`,
          ),
        ]),
    ...(given === ""
      ? []
      : [
          warned(
            "power/grantDelay",
            phrase`these roles are given to others without a delay: ${given}`,
            phrase`the administrator sets one with setGrantDelay, so that everybody sees a new holder coming`,
          ),
        ]),
    ...(unguarded === ""
      ? []
      : [
          warned(
            "power/guardian",
            phrase`no guardian can cancel what these roles announce: ${unguarded}`,
            phrase`the administrator gives a role of its own to a guardian, and names it with setRoleGuardian`,
          ),
        ]),
    ...both.map((account) =>
      warned(
        "power/accreditation",
        phrase`${account} is accreditor and tracing authority at once, so it alone can let a site in that nobody can trace`,
        phrase`give one of the two roles to another firm`,
      ),
    ),
    ...(await raisingSiteChecks(register)),
  ];
}

/** The administrator and the controllers of attributes, as far as one key is all that they are. */
async function keyChecks(
  provider: Provider,
  register: Accreditation,
  administrators: readonly string[],
): Promise<Check[]> {
  const governs = new Map(administrators.map((account) => [account, ["administrator"]]));
  for (let attribute = 0; attribute < ATTRIBUTE_COUNT; attribute++) {
    const found = await asked(register.attributeOf(attribute));
    if (found === undefined || found.name === "") continue;
    governs.set(found.controller, [...(governs.get(found.controller) ?? []), found.name]);
  }
  const checks = await each([...governs], async ([account, what]) => {
    if (!isKey(await provider.getCode(account))) return [];
    return warned(
      `power/key/${account}`,
      phrase`${account} is a single key, and governs: ${what.join(", ")}`,
      phrase`hand it to a multi-signature account: the administrator's role by the access manager, an attribute with \`attribute offer\``,
    );
  });
  return checks.flat();
}

async function raisingSiteChecks(register: Accreditation): Promise<Check[]> {
  const attributes = (await asked(readAttributes(register))) ?? [];
  const checks: Check[] = [];
  for (let siteId = 1n; ; siteId++) {
    const site = await asked(register.siteOf(siteId));
    if (site === undefined) return checks;
    const raised = raisedBy(rightOf(site.right), site.terms.raisedAtMint, attributes);
    if (raised.length === 0) continue;
    const names = raised.map((attribute) => attributes[attribute]?.name ?? "");
    checks.push(
      warned(
        `power/raisedAtMint/${siteId.toString()}`,
        raisedInWords(siteId, names),
        phrase`check that the site was audited for it, as a recycler or a mine abroad; else the accreditor closes it with \`site amend\``,
      ),
    );
  }
}
