import { getAddress, Interface, type Provider } from "ethers";

import type { AccessManager } from "../../types/@openzeppelin/contracts/access/manager/AccessManager.ts";
import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { Accreditation__factory } from "../../types/factories/contracts/Accreditation__factory.ts";
import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { Recalls__factory } from "../../types/factories/contracts/Recalls__factory.ts";
import { type Check, failed, passed, skipped, warned } from "../core/check.ts";
import { phrase } from "../core/phrase.ts";
import { ROLE_NAMES, ROLES, type RoleName } from "../ignition/roles.ts";
import type { AccessHistory } from "./access-history.ts";
import { asked } from "./ask.ts";
import type { KoboldAddresses } from "./contracts.ts";

export const ADMINISTRATOR = 0n;
export type HolderName = RoleName | "administrator";

/** Who should hold each role; where none is named, whoever the deployment gave it to. */
export type ExpectedHolders = Readonly<Partial<Record<HolderName, readonly string[]>>>;

const interfaces = {
  accreditation: new Interface(Accreditation__factory.abi),
  cobaltLot: new Interface(CobaltLot__factory.abi),
  recalls: new Interface(Recalls__factory.abi),
};

/**
 * Whether the roles of a deployment are given as this checkout's module gives them: who holds each and with which
 * delay, what each may call, and that the administrator alone may change it.
 * @throws RPC_FAILED
 */
export async function verifyRoles(
  provider: Provider,
  addresses: KoboldAddresses,
  expected: ExpectedHolders,
  history: AccessHistory,
): Promise<Check[]> {
  const manager = AccessManager__factory.connect(addresses.accessManager, provider);
  const checks = await Promise.all([
    holderCheck(manager, history, "administrator", ADMINISTRATOR, expected.administrator),
    ...ROLE_NAMES.map((name) => holderCheck(manager, history, name, ROLES[name].id, expected[name])),
    otherRoleChecks(manager, history),
    ...ROLE_NAMES.map((name) => adminCheck(manager, name)),
    ...(["accreditation", "cobaltLot", "recalls"] as const).map((name) =>
      functionCheck(manager, history, addresses[name], name),
    ),
    ...[...history.functions.keys()].map((target) => targetCheck(manager, history, target, addresses)),
  ]);
  return [...checks.flat(), ...scheduleChecks(history)];
}

interface Holder {
  readonly account: string;
  /** Seconds between an operation's announcement and its execution. */
  readonly delay: bigint;
}

/** Those who hold a role, or are going to. */
export async function holdersOf(
  manager: AccessManager,
  { grants }: AccessHistory,
  role: bigint,
): Promise<Holder[]> {
  const holders = (grants.get(role) ?? []).map(async (account) => {
    const access = await asked(manager.getAccess(role, account));
    return access === undefined || access.since === 0n ? [] : [{ account, delay: access.currentDelay }];
  });
  return (await Promise.all(holders)).flat();
}

async function holderCheck(
  manager: AccessManager,
  history: AccessHistory,
  name: HolderName,
  role: bigint,
  expected: readonly string[] | undefined,
): Promise<Check> {
  const id = `role/${name}`;
  const holders = await holdersOf(manager, history, role);
  const named = (expected ?? (history.grants.get(role) ?? []).slice(0, 1)).map((account) =>
    getAddress(account),
  );
  const found = holders.map(({ account }) => account);
  const more = found.filter((account) => !named.includes(account));
  const missing = named.filter((account) => !found.includes(account));
  const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const remedy = phrase`if this is intended, name those who should hold it with ${option} ACCOUNT,ACCOUNT; else the administrator must correct it`;
  if (more.length > 0)
    return failed(id, phrase`the role ${name} is held by ${more.join(", ")}, who should not have it`, remedy);
  if (missing.length > 0)
    return failed(
      id,
      phrase`the role ${name} is not held by ${missing.join(", ")}, who should have it`,
      remedy,
    );
  if (found.length === 0) return failed(id, phrase`nobody holds the role ${name}`, remedy);
  const words = holders.map(({ account, delay }) => `${account} (${delay.toString()} s)`);
  return passed(id, phrase`${name}, and the delay of its operations: ${words.join(", ")}`);
}

/** Nobody should hold a role that this checkout does not know, unless it guards one. */
async function otherRoleChecks(manager: AccessManager, history: AccessHistory): Promise<Check[]> {
  const ids = ROLE_NAMES.map((name) => ROLES[name].id);
  const guardians = await Promise.all(ids.map((id) => asked(manager.getRoleGuardian(id))));
  const known: readonly (bigint | undefined)[] = [ADMINISTRATOR, ...ids, ...guardians];
  const others = [...history.grants.keys()].filter((role) => !known.includes(role));
  const checks = others.map(async (role) => {
    const holders = (await holdersOf(manager, history, role)).map(({ account }) => account);
    if (holders.length === 0) return [];
    return failed(
      `role/${role.toString()}`,
      phrase`a role that Kobold does not know, number ${role}, is held by ${holders.join(", ")}`,
      phrase`find out what it is for; the administrator can revoke it`,
    );
  });
  return (await Promise.all(checks)).flat();
}

async function adminCheck(manager: AccessManager, name: RoleName): Promise<Check> {
  const { id } = ROLES[name];
  const admin = await asked(manager.getRoleAdmin(id));
  const checked = `role-admin/${name}`;
  if (admin === ADMINISTRATOR)
    return passed(checked, phrase`the role ${name} is given and taken by the administrator alone`);
  return failed(
    checked,
    phrase`the role ${name} is given and taken by role ${admin ?? "?"}`,
    phrase`the administrator must revoke it, unless it is intended`,
  );
}

/** Whether each function of a contract may be called by the role that this checkout gives it to, and no other. */
async function functionCheck(
  manager: AccessManager,
  history: AccessHistory,
  target: string,
  name: "accreditation" | "cobaltLot" | "recalls",
): Promise<Check[]> {
  const demanded = new Map<string, bigint>();
  for (const role of ROLE_NAMES) {
    const { contract, selectors, id } = ROLES[role];
    if (contract === name) for (const selector of selectors) demanded.set(selector, id);
  }
  const selectors = new Set([...demanded.keys(), ...(history.functions.get(getAddress(target)) ?? [])]);
  const [closed, ...found] = await Promise.all([
    asked(manager.isTargetClosed(target)),
    ...[...selectors].map(async (selector) => {
      const role = await asked(manager.getTargetFunctionRole(target, selector));
      const expected = demanded.get(selector) ?? ADMINISTRATOR;
      if (role === expected) return [];
      const called = interfaces[name].getFunction(selector)?.name ?? selector;
      return phrase`${called} may be called by role ${role ?? "?"}, not ${expected}`;
    }),
  ]);
  const wrong = found.flat();
  const ok = passed(
    `functions/${name}`,
    phrase`each function of ${name} is limited to the role that it should be`,
  );
  return [
    ...(wrong.length === 0 ? [ok] : wrong.map((what) => failed(ok.id, what, administratorMends))),
    ...(closed === true ? [failed(`closed/${name}`, phrase`${name} is closed to every role`, reopen)] : []),
  ];
}

const administratorMends = phrase`the administrator must correct it, unless it is intended`;
const reopen = phrase`ask the administrator why; it can open it again`;

/** Roles on the AccessManager's own functions are no part of a deployment; other contracts are not ours to judge. */
async function targetCheck(
  manager: AccessManager,
  history: AccessHistory,
  target: string,
  { accessManager, accreditation, cobaltLot, recalls }: KoboldAddresses,
): Promise<Check[]> {
  const is = (address: string) => address.toLowerCase() === target.toLowerCase();
  if (is(accreditation) || is(cobaltLot) || is(recalls)) return [];
  if (!is(accessManager)) {
    return [
      skipped(
        `functions/${target}`,
        phrase`the access manager also governs ${target}, which is not Kobold's`,
        phrase`read the documents of that contract`,
      ),
    ];
  }
  const wrong = [...(history.functions.get(target) ?? [])].map(async (selector) => {
    const role = await asked(manager.getTargetFunctionRole(target, selector));
    if (role === ADMINISTRATOR) return [];
    const what = phrase`${selector} of the access manager may be called by role ${role ?? "?"}`;
    return failed("functions/accessManager", what, administratorMends);
  });
  return (await Promise.all(wrong)).flat();
}

function scheduleChecks({ scheduled }: AccessHistory): Check[] {
  if (scheduled.length === 0) return [];
  return [
    warned(
      "scheduled",
      phrase`operations that are announced and not yet executed: ${scheduled.join(", ")}`,
      phrase`check what they do before their delay is over`,
    ),
  ];
}
