import type { ContractTransactionResponse } from "ethers";

import { claimOf } from "../chain/claims.ts";
import { ChainRefusal, refusable } from "../chain/refusal.ts";
import { claimInputs, requireMet } from "../core/claim.ts";
import { type ErrorCode, KoboldError } from "../core/errors.ts";
import { lotId } from "../core/lot.ts";
import type { Policy } from "../core/policy.ts";
import { describePolicy } from "../core/policy-words.ts";
import type { Proven, Prover } from "../prover/prover.ts";
import { named } from "./data.ts";
import type { Prepared } from "./prepare.ts";
import type { Remarks, Report } from "./report.ts";
import { describeLot, describeWeighing, shortId } from "./words.ts";
import type { World } from "./world.ts";

/** A refusal that the scenario expects: why each side must refuse. */
export interface Refusal {
  readonly name: string;
  readonly operation: string;
  /** What the firm's own machine says, before anything is sent. */
  readonly local: { readonly code: ErrorCode; readonly run: () => unknown };
  /** The contract's error, when it is sent all the same. */
  readonly chain: { readonly error: string; readonly run: () => Promise<unknown> };
}

/** Plays steps on the chain, and reports how each ended beside how it was meant to. */
export class Stage {
  readonly #world: World;
  readonly #prover: Prover;
  readonly #report: Report;

  constructor(world: World, prover: Prover, report: Report) {
    this.#world = world;
    this.#prover = prover;
    this.#report = report;
  }

  /** Sends one operation; its lots then exist. @returns its gas */
  async perform(name: string, prepared: Prepared, by: string): Promise<number> {
    const { cobaltLot } = this.#world.contracts;
    const lots = [...prepared.lots].map(([lot, opening]) => `${lot} ${shortId(lotId(opening))}`);
    const seen = { lots: lots.join(", "), ...publicOf(prepared) };
    const remarks = { hidden: this.#hiddenOf(prepared) };
    const proofMs = millisecondsOf(prepared.proven);
    const gas = await this.#accept(name, prepared.kind, proofMs, seen, remarks, () =>
      cobaltLot.connect(this.#world.account(by)).execute([prepared.operation]),
    );
    for (const [lot, opening] of prepared.lots) this.#world.lots.set(lot, opening);
    return gas;
  }

  /** Proves that a lot meets policies, all in one transaction. @returns the proofs */
  async claim(lotName: string, policyNames: readonly string[], by: string): Promise<Proven[]> {
    const { contracts, day, lots, registry } = this.#world;
    const lot = named(lots, "lot", lotName);
    const policies = policyNames.map((name) => named(this.#world.data.policies, "policy", name));
    const proofs: Proven[] = [];
    for (const policy of policies) {
      requireMet(policy, lot, day, registry.attributes);
      const proving = () => this.#prover.prove("claim", claimInputs(policy, lot, day));
      proofs.push(await this.#report.during(`proving a claim of ${lotName}`, proving));
    }
    const proofMs = proofs.reduce((sum, proven) => sum + millisecondsOf(proven), 0);
    const words = policies.map((policy) => describePolicy(policy, registry.attributes));
    const seen = { lot: shortId(lotId(lot)), meets: words.join("; ") };
    const claims = policies.map((policy, i) =>
      claimOf(claimInputs(policy, lot, day), proofs[i]?.proof ?? []),
    );
    const names = policyNames.length > 3 ? `${policyNames.length} policies` : policyNames.join(", ");
    await this.#accept(`${lotName} meets ${names}`, "claim", proofMs, seen, {}, () =>
      contracts.claims.connect(this.#world.account(by)).prove(claims),
    );
    return proofs;
  }

  /**
   * A claim that is false: the firm's own machine says why, and an honest proof of another statement does not pass
   * for it.
   * @param policy a policy of the data files by its name, or a name and a policy
   */
  async falseClaim(
    lotName: string,
    policy: string | readonly [name: string, policy: Policy],
    honest: Proven | undefined,
    by: string,
  ): Promise<void> {
    const { contracts, data, day, lots, registry } = this.#world;
    const lot = named(lots, "lot", lotName);
    const [name, rows] =
      typeof policy === "string" ? [policy, named(data.policies, "policy", policy)] : policy;
    const claim = claimOf(claimInputs(rows, lot, day), honest?.proof ?? []);
    await this.refuse({
      name: `${lotName} meets ${name}`,
      operation: "claim",
      local: {
        code: "CLAIM_FALSE",
        run: () => {
          requireMet(rows, lot, day, registry.attributes);
        },
      },
      chain: {
        error: "VerifierProofRejected",
        run: () => contracts.claims.connect(this.#world.account(by)).prove([claim]),
      },
    });
  }

  /** A transaction without a proof, or a plain look at the chain where `send` gives no transaction. */
  async plain(
    name: string,
    operation: string,
    seen: Readonly<Record<string, string>>,
    send: () => Promise<ContractTransactionResponse | undefined>,
    remarks: Remarks = {},
  ): Promise<number> {
    return this.#accept(name, operation, null, seen, remarks, send);
  }

  async refuse({ name, operation, local, chain }: Refusal): Promise<void> {
    const locally = await thrownBy(local.run);
    const onChain = await thrownBy(() => refusable(chain.run()));
    const localRight = locally instanceof KoboldError && locally.code === local.code;
    const chainRight = onChain instanceof ChainRefusal && onChain.error === chain.error;
    this.#report.step(
      {
        name,
        operation,
        expected: "refused",
        outcome: localRight && chainRight ? "refused" : "accepted",
        proofMs: null,
        gas: null,
        public: { error: onChain instanceof ChainRefusal ? onChain.error : "none" },
      },
      {
        notes: [
          ["locally", localRight ? locally.message : `not refused by ${local.code}: ${describe(locally)}`],
          ["on chain", chainRight ? onChain.message : `not refused by ${chain.error}: ${describe(onChain)}`],
        ],
      },
    );
  }

  async #accept(
    name: string,
    operation: string,
    proofMs: number | null,
    seen: Readonly<Record<string, string>>,
    remarks: Remarks,
    send: () => Promise<ContractTransactionResponse | undefined>,
  ): Promise<number> {
    const step = { name, operation, expected: "accepted", proofMs, public: seen } as const;
    try {
      const receipt = await (await refusable(send()))?.wait();
      const gas = receipt ? Number(receipt.gasUsed) : null;
      this.#report.step({ ...step, outcome: "accepted", gas }, remarks);
      return gas ?? 0;
    } catch (thrown) {
      const because = ["because", describe(thrown)] as const;
      this.#report.step({ ...step, outcome: "refused", gas: null }, { ...remarks, notes: [because] });
      throw thrown;
    }
  }

  #hiddenOf({ lots }: Prepared): string {
    const { data, registry } = this.#world;
    return [...lots]
      .map(([name, lot]) => {
        const weighing = data.weighings.get(name);
        const source = weighing === undefined ? [] : [describeWeighing(weighing)];
        return [`${name}: ${describeLot(lot, registry.attributes)}`, ...source].join(" · ");
      })
      .join("; ");
  }
}

/** What an operation shows beside its lots. */
function publicOf({ kind, operation }: Prepared): Record<string, string> {
  const site = kind === "mint" || kind === "refine";
  return {
    ...(operation.parents.length > 0
      ? { from: operation.parents.map((id) => shortId(BigInt(id))).join(", ") }
      : {}),
    ...(site
      ? { permit: shortId(BigInt(operation.permit)), registry: shortId(BigInt(operation.registry)) }
      : {}),
    ...(operation.sameProvenance ? { provenance: "the same" } : {}),
  };
}

function millisecondsOf({ witnessMs, proveMs }: Proven): number {
  return Math.round(witnessMs + proveMs);
}

async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : "accepted";
}
