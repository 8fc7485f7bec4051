import { isoInstantOf } from "../core/calendar.ts";
import type { OperationFact } from "../passport/report.ts";
import type { Publisher } from "./credential.ts";
import { batchOf } from "./digital-link.ts";
import { accountName, registryName } from "./names.ts";
import { BIZ_STEPS, eventId } from "./operations.ts";
import { nameIn, type Told } from "./told.ts";
import * as untp from "./untp.ts";

export interface MakeEvent {
  readonly type: readonly ["MakeEvent", "LifecycleEvent"];
  readonly id: string;
  readonly name: string;
  readonly eventDate: string;
  readonly activityType: untp.Classification;
  readonly inputProduct: readonly EventProduct[];
  readonly outputProduct: readonly EventProduct[];
  readonly madeAtFacility: untp.Named<"Facility">;
  readonly "kobold:operation": OperationFact["kind"];
  readonly "kobold:contract": string;
  readonly "kobold:transaction": string;
}

export interface EventProduct {
  readonly product: untp.Named<"Product"> & { readonly idGranularity: "batch"; readonly batchNumber: string };
  readonly disposition: "new" | "consumed";
}

/** The Digital Traceability Events of what a lot came of. What changed hands is no event here: it asks from where to where. */
export function traceabilityEvents(
  told: Told,
  publisher: Publisher,
): untp.UntpCredential<"DigitalTraceabilityEvent", readonly MakeEvent[]> {
  return untp.untpCredential(
    told,
    publisher,
    { type: "DigitalTraceabilityEvent", name: "What a cobalt lot came of" },
    told.operations.map((operation) => eventOf(told, operation)),
  );
}

const NAMES: Readonly<Record<OperationFact["kind"], string>> = {
  mint: "A lot of cobalt was made",
  split: "A lot was split",
  merge: "Lots were blended",
  refine: "A lot was refined",
};

function eventOf({ chainId, names }: Told, operation: OperationFact): MakeEvent {
  const { kind, at, parents, children, registry, cobaltLot, transaction } = operation;
  const contract = accountName(chainId, cobaltLot);
  const product = (lotId: string, disposition: EventProduct["disposition"]): EventProduct => ({
    product: {
      ...untp.named("Product", nameIn(names, lotId), "Cobalt lot"),
      idGranularity: "batch",
      batchNumber: batchOf(lotId),
    },
    disposition,
  });
  return {
    type: ["MakeEvent", "LifecycleEvent"],
    id: eventId(chainId, operation),
    name: NAMES[kind],
    eventDate: isoInstantOf(BigInt(at)),
    activityType: {
      code: BIZ_STEPS[kind],
      name: BIZ_STEPS[kind].replaceAll("_", " "),
      schemeId: "https://ref.gs1.org/cbv/BizStep",
      schemeName: "GS1 CBV Business Step",
    },
    inputProduct: parents.map((lotId) => product(lotId, "consumed")),
    outputProduct: children.map((lotId) => product(lotId, "new")),
    // the format asks for one
    madeAtFacility:
      registry === null
        ? untp.named("Facility", contract, "Not told: what its owner did, wherever the lot was")
        : untp.named(
            "Facility",
            registryName(registry),
            "One of the accredited sites of this registry: that it is one is proven, which one is hidden",
          ),
    "kobold:operation": kind,
    "kobold:contract": contract,
    "kobold:transaction": transaction,
  };
}
