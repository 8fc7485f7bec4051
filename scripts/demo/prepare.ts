import type { OperationStruct } from "../../types/contracts/CobaltLot.ts";
import { contextOf, documentsHashOf, type OperationContext } from "../chain/hashes.ts";
import { operationOf, type LotOperationKind } from "../chain/operations.ts";
import { signAssay } from "../core/assay.ts";
import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { type Lot, lotId } from "../core/lot.ts";
import { merge, mergeInputs } from "../core/merge.ts";
import { mint, mintInputs } from "../core/mint.ts";
import { randomField } from "../core/random.ts";
import { refine, refineInputs } from "../core/refine.ts";
import { siteKeysOf } from "../core/site.ts";
import type { SiteOperation } from "../core/site-operation.ts";
import { split, splitInputs } from "../core/split.ts";
import type { Proven, Prover } from "../prover/prover.ts";
import { named } from "./data.ts";
import type { EnrolledSite, World } from "./world.ts";

/** An operation that is proven but not sent. */
export interface Prepared {
  readonly kind: LotOperationKind;
  readonly inputs: CircuitInputs;
  readonly proven: Proven;
  readonly context: OperationContext;
  readonly operation: OperationStruct;
  /** The lots that it makes, by name. */
  readonly lots: ReadonlyMap<string, Lot>;
}

/** Makes the lots, signatures and proofs of the scenario's operations, as the firms' own machines would. */
export class Workshop {
  readonly #world: World;
  readonly #prover: Prover;

  constructor(world: World, prover: Prover) {
    this.#world = world;
    this.#prover = prover;
  }

  /** A lot of the weighbridge sheet, minted by its site for `recipient`. */
  async mint(name: string, recipient: string, permitIndex?: number): Promise<Prepared> {
    const record = named(this.#world.data.weighings, "lot of the weighbridge sheet", name);
    const enrolled = named(this.#world.sites, "site", record.site);
    const lot = mint(enrolled.site, record, this.#world.day, randomField);
    const context = { recipient, documentsHash: documentsHashOf(record.documents), note: "0x" };
    const operation = this.#siteOperation(enrolled, lot, 0n, context, permitIndex);
    return this.#prove("mint", mintInputs(operation, lot), context, new Map([[name, lot]]));
  }

  /** A lot of the weighbridge sheet, refined by its site from `parentName`. */
  async refine(name: string, parentName: string): Promise<Prepared> {
    const record = named(this.#world.data.weighings, "lot of the weighbridge sheet", name);
    if (record.from !== parentName) {
      throw new KoboldError(
        "BAD_RECORD",
        phrase`the sheet says that ${name} was made from "${record.from}", the scenario that it was from "${parentName}"`,
        phrase`correct the column \`from\``,
      );
    }
    const enrolled = named(this.#world.sites, "site", record.site);
    const parent = this.#lot(parentName);
    const lot = refine(
      enrolled.site,
      this.#world.registry.attributes,
      parent,
      record,
      this.#world.day,
      randomField,
    );
    const context = { documentsHash: documentsHashOf(record.documents), note: "0x" };
    const operation = this.#siteOperation(enrolled, lot, lotId(parent), context);
    return this.#prove("refine", refineInputs(operation, parent, lot), context, new Map([[name, lot]]));
  }

  /** @param joined keeps the provenance, for pieces of one split */
  async merge(name: string, parentNames: readonly string[], joined = false): Promise<Prepared> {
    const parents = parentNames.map((parent) => this.#lot(parent));
    const lot = merge(parents, randomField);
    return this.#prove("merge", mergeInputs(parents, lot, joined), UNBOUND, new Map([[name, lot]]));
  }

  /** Splits into `parts` by name and grams, and what remains under the name `rest`. */
  async split(parentName: string, parts: ReadonlyMap<string, bigint>, rest: string): Promise<Prepared> {
    const parent = this.#lot(parentName);
    const remaining = [...parts.values()].reduce((mass, part) => mass - part, parent.massGrams);
    const children = split(parent, [...parts.values(), remaining], randomField);
    const names = [...parts.keys(), rest];
    const lots = new Map(children.map((child, i) => [names[i] ?? rest, child]));
    return this.#prove("split", splitInputs(parent, children), UNBOUND, lots);
  }

  #siteOperation(
    enrolled: EnrolledSite,
    lot: Lot,
    parent: bigint,
    context: OperationContext,
    permitIndex = enrolled.permitsUsed++,
  ): SiteOperation {
    const { site, assayerKey } = enrolled;
    const { registry, day } = this.#world;
    const { siteKey } = siteKeysOf(site.secrets, site.assayer);
    const statement = { lotId: lotId(lot), siteKey, deployment: registry.deployment, parent };
    const assay = signAssay(assayerKey, statement);
    return { site, registry, day, permitIndex, context: contextOf(context), assay };
  }

  async #prove(
    kind: LotOperationKind,
    inputs: CircuitInputs,
    context: OperationContext,
    lots: ReadonlyMap<string, Lot>,
  ): Promise<Prepared> {
    const proven = await this.#prover.prove(kind, inputs);
    return {
      kind,
      inputs,
      proven,
      context,
      lots,
      operation: operationOf(kind, inputs, proven.proof, context),
    };
  }

  #lot(name: string): Lot {
    return named(this.#world.lots, "lot", name);
  }
}

/** Splits and merges are bound to nothing: their lots go to the owner, whoever sends them. */
const UNBOUND: OperationContext = { documentsHash: documentsHashOf(""), note: "0x" };
