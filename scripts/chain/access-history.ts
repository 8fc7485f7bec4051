import type { Provider } from "ethers";

import { AccessManager__factory } from "../../types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts";
import { historyAt } from "./history/keep-history.ts";

const access = AccessManager__factory.createInterface();

/** What an AccessManager was ever told; what holds now, it says itself. */
export interface AccessHistory {
  /** Role → the accounts that it was ever granted to, in that order. */
  readonly grants: ReadonlyMap<bigint, readonly string[]>;
  /** Target → the selectors that were ever given to a role. */
  readonly functions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Operations with a delay that were neither executed nor cancelled. */
  readonly scheduled: readonly string[];
}

/** Reads all events of an AccessManager. @throws RPC_FAILED */
export async function readAccessHistory(provider: Provider, accessManager: string): Promise<AccessHistory> {
  const grants = new Map<bigint, string[]>();
  const functions = new Map<string, Set<string>>();
  const scheduled = new Set<string>();
  const take = (log: { topics: readonly string[]; data: string }) => {
    const event = access.parseLog(log);
    const text = (name: string) => String(event?.args.getValue(name));
    switch (event?.name) {
      case "RoleGranted": {
        const role = BigInt(text("roleId"));
        const accounts = grants.get(role) ?? [];
        if (!accounts.includes(text("account"))) grants.set(role, [...accounts, text("account")]);
        break;
      }
      case "TargetFunctionRoleUpdated": {
        const target = text("target");
        functions.set(target, (functions.get(target) ?? new Set()).add(text("selector")));
        break;
      }
      case "OperationScheduled":
        scheduled.add(text("operationId"));
        break;
      case "OperationExecuted":
      case "OperationCanceled":
        scheduled.delete(text("operationId"));
    }
  };
  const filter = { address: accessManager, topics: [] };
  for await (const { events } of historyAt(provider, accessManager).pages([filter])) events.forEach(take);
  return { grants, functions, scheduled: [...scheduled] };
}
