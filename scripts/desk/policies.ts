import { policyBookOf } from "../chain/policies.ts";
import { type Deployment, deploymentKey } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { packInterval, packRows, type Policy, policyId } from "../core/policy.ts";
import type { PolicyBook } from "../core/resolve-policy.ts";
import { carryOut } from "./carry-out.ts";
import type { Desk } from "./desk.ts";

/** The policies of a deployment with the firm's own names. @throws RPC_FAILED */
export async function policyBook(desk: Desk): Promise<PolicyBook> {
  return { ...(await policyBookOf(desk.contracts)), names: policyNames(desk) };
}

/** Makes a policy known on the chain, unless it is. @returns whether it is new */
export async function ensureDefined(desk: Desk, policy: Policy, { defined }: PolicyBook): Promise<boolean> {
  const id = policyId(policy);
  if (defined.has(id)) return false;
  const [a = 0n, b = 0n, c = 0n, d = 0n] = packRows(policy);
  const plan = { kind: "other", parents: [], children: [], context: `policy ${id.toString()}` } as const;
  await carryOut(desk, plan, () =>
    desk.contracts.policies.definePolicy.populateTransaction([a, b, c, d], packInterval(policy)),
  );
  return true;
}

const NAME = /^[a-z][\w.-]{0,39}$/i;

/**
 * Checks that the firm can call a policy so, before anything is sent.
 * @param replace whether the name may be taken from another policy
 * @throws BAD_INPUT
 */
export function requireNameFree(desk: Desk, name: string, id: bigint, replace: boolean): void {
  if (!NAME.test(name)) {
    throw new KoboldError(
      "BAD_INPUT",
      phrase`a policy can't be called "${name}"`,
      phrase`begin with a letter; letters, digits, points, hyphens, 40 at most`,
    );
  }
  const present = policyNames(desk).get(name);
  if (present === undefined || present === id || replace) return;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${name}" is the name of another policy`,
    phrase`choose another name, or take it from that one with --replace`,
  );
}

/** Gives a policy a name, in this vault alone. */
export function namePolicy({ port, vault }: Desk, name: string, id: bigint): void {
  vault.policyNames.put({ name: keyOf(port.deployment, name), value: id.toString() });
}

function policyNames({ port, vault }: Desk): Map<string, bigint> {
  const start = keyOf(port.deployment, "");
  const own = vault.policyNames.list().filter(({ name }) => name.startsWith(start));
  return new Map(own.map(({ name, value }) => [name.slice(start.length), BigInt(value)]));
}

function keyOf(deployment: Deployment, name: string): string {
  return `${deploymentKey(deployment)}/${name}`;
}
