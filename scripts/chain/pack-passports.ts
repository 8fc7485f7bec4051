import type { Provider } from "ethers";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { PassportParts, Subject } from "../passport/file.ts";
import type { DeploymentFile } from "./deployment-file.ts";
import type { Intake, Order } from "./orders.ts";
import { passportParts } from "./passport-parts.ts";
import { passportTree } from "./passports.ts";

/** The passports of all packs that an order was built into. */
export interface PackPassports {
  readonly parts: PassportParts;
  /** In the order of the plant's list. */
  readonly subjects: readonly (Subject & { readonly kind: "pack" })[];
}

/**
 * Makes the passports of an order's packs.
 * @param sources the deployment's file, then those of what it goes on from; the block to check at; the serials in the
 * order in which they were backed
 * @throws MISMATCH if the order is not backed by these serials, RPC_FAILED
 */
export async function packPassports(
  sources: {
    readonly provider: Provider;
    readonly files: readonly [DeploymentFile, ...DeploymentFile[]];
    readonly anchor: { readonly number: number; readonly hash: string };
  },
  intake: Intake,
  order: Order,
  serials: readonly string[],
): Promise<PackPassports> {
  const tree = passportTree(serials);
  const { lotId, passportRoot } = order;
  if (lotId === undefined || tree.root !== passportRoot || order.unitsBacked !== serials.length) {
    throw new KoboldError(
      "MISMATCH",
      phrase`order ${order.id} is not backed by these serial numbers`,
      phrase`give the file with which \`order back\` was run, in the same order, and run it before`,
    );
  }
  const policies = [...new Set([...intake.gatePolicies, ...order.policies, order.quantityPolicy])];
  return {
    parts: await passportParts({ ...sources, lotId, policies }),
    subjects: serials.map((serial, position) => ({
      ...{ kind: "pack", intake: intake.address.toLowerCase(), order: order.id },
      ...{ serial, position, siblings: tree.generateProof(position).siblings },
    })),
  };
}
