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
import { ADMINISTRATOR, holdersOf } from "./verify-roles.ts";

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
  const ofRoles = roles.map(async ({ name, id }) => {
    const [holders, grantDelay, guardian] = await Promise.all([
      holdersOf(manager, history, id),
      asked(manager.getRoleGrantDelay(id)),
      asked(manager.getRoleGuardian(id)),
    ]);
    return { name, holders, grantDelay, guardian };
  });
  const [attributes, raising, ...held] = await Promise.all([
    controlledAttributes(register),
    raisingSiteChecks(register),
    ...ofRoles,
  ]);
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
    ...(await keyChecks(provider, attributes, administrator ?? [])),
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
    ...raising,
  ];
}

/** The names of the attributes that are defined, and who controls them. */
async function controlledAttributes(register: Accreditation) {
  const questions = Array.from({ length: ATTRIBUTE_COUNT }, (_, i) => asked(register.attributeOf(i)));
  const found = await Promise.all(questions);
  return found.flatMap((each) => (each === undefined || each.name === "" ? [] : [each]));
}

/** The administrator and the controllers of attributes, as far as one key is all that they are. */
async function keyChecks(
  provider: Provider,
  attributes: Awaited<ReturnType<typeof controlledAttributes>>,
  administrators: readonly string[],
): Promise<Check[]> {
  const governs = new Map(administrators.map((account) => [account, ["administrator"]]));
  for (const { controller, name } of attributes)
    governs.set(controller, [...(governs.get(controller) ?? []), name]);
  const checks = [...governs].map(async ([account, what]) => {
    if (!isKey(await provider.getCode(account))) return [];
    return warned(
      `power/key/${account}`,
      phrase`${account} is a single key, and governs: ${what.join(", ")}`,
      phrase`hand it to a multi-signature account: the administrator's role by the access manager, an attribute with \`attribute offer\``,
    );
  });
  return (await Promise.all(checks)).flat();
}

/** Sites that are asked for together at first; each time twice as many, since nothing tells how many there are. */
const SITES = 16;

async function raisingSiteChecks(register: Accreditation): Promise<Check[]> {
  const [attributes = [], sites] = await Promise.all([asked(readAttributes(register)), sitesOf(register)]);
  return sites.flatMap((site, i) => {
    const raised = raisedBy(rightOf(site.right), site.terms.raisedAtMint, attributes);
    if (raised.length === 0) return [];
    const siteId = BigInt(i + 1);
    const names = raised.map((attribute) => attributes[attribute]?.name ?? "");
    return [
      warned(
        `power/raisedAtMint/${siteId.toString()}`,
        raisedInWords(siteId, names),
        phrase`check that the site was audited for it, as a recycler or a mine abroad; else the accreditor closes it with \`site amend\``,
      ),
    ];
  });
}

/** All sites that were ever proposed, in the order of their ids, which begin with 1. */
async function sitesOf(register: Accreditation) {
  const sites = [];
  for (let count = SITES; ; count *= 2) {
    const ids = Array.from({ length: count }, (_, i) => sites.length + 1 + i);
    const found = await Promise.all(ids.map((id) => asked(register.siteOf(id))));
    for (const site of found) {
      if (site === undefined) return sites;
      sites.push(site);
    }
  }
}
