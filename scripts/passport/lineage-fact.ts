import { idText } from "../core/ids.ts";
import type { KnownDeployment } from "./deployment.ts";
import type { Lineage } from "./lineage.ts";
import type { LineageFact, OperationFact } from "./report.ts";
import { needed } from "./unmet.ts";

/** What a lineage tells, where all that it rests on is true. */
export function lineageFact(
  { operations, handovers, lots, adopted }: Lineage,
  deployments: readonly KnownDeployment[],
): LineageFact {
  const contractAt = (depth: number) => needed(deployments[depth]).contracts.cobaltLot.address;
  const made = operations.map(({ operation, depth, at }): OperationFact => {
    const { kind, parents, children, site, transaction } = operation;
    return {
      ...{ kind, at, transaction, cobaltLot: contractAt(depth) },
      ...{ parents: parents.map(idText), children: children.map(idText) },
      registry: site === undefined ? null : idText(site.registry),
    };
  });
  const count = (kind: OperationFact["kind"]) => made.filter((each) => each.kind === kind).length;
  const days = operations.flatMap(({ operation: { kind, site } }) =>
    kind === "mint" && site !== undefined ? [site.day] : [],
  );
  return {
    ...{ lots, adopted, made },
    operations: {
      mint: count("mint"),
      split: count("split"),
      merge: count("merge"),
      refine: count("refine"),
    },
    mintedFrom: Math.min(...days),
    mintedTo: Math.max(...days),
    handovers: handovers.map(({ lotId, depth, after, before }) => ({
      ...{ lotId: idText(lotId), cobaltLot: contractAt(depth), after, before },
    })),
  };
}

/** The registries of sites that mints and refinings name. */
export function registriesOf({ operations }: Lineage): string[] {
  return [
    ...new Set(
      operations.flatMap(({ operation: { site } }) => (site === undefined ? [] : [idText(site.registry)])),
    ),
  ];
}
