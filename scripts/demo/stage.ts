import { ChainRefusal, refusable } from "../chain/refusal.ts";
import { type ErrorCode, KoboldError } from "../core/errors.ts";
import { lotId } from "../core/lot.ts";
import { listed, phrase, type Phrase, type Text } from "../core/phrase.ts";
import { type Policy, policyId } from "../core/policy.ts";
import { describePolicy } from "../core/policy-words.ts";
import { proveClaims } from "../desk/claims.ts";
import type { Desk } from "../desk/desk.ts";
import type { Done } from "../desk/lots.ts";
import { resolveLot } from "../desk/resolve.ts";
import type { Weighing } from "../sheets/weighings.ts";
import { lotIdText } from "../vault/lot-record.ts";
import { operationsIn, type SentOperation } from "./calldata.ts";
import { named } from "./data.ts";
import type { MeteredProver } from "./metered-prover.ts";
import { messageOf, type Remarks, type Report, type Seen } from "./report.ts";
import { describeLot, describeWeighing, shortId } from "./words.ts";
import type { World } from "./world.ts";

/** What a step that passed shows and hides. */
export interface Told extends Remarks {
  readonly seen: Seen;
}

/** A refusal that the scenario expects: why each side must refuse. */
export interface Refusal {
  readonly name: Phrase;
  readonly operation: string;
  /** What the firm's own machine says, before anything is sent. */
  readonly local: { readonly code: ErrorCode; readonly run: () => unknown };
  /** The contract's error, when it is sent all the same. */
  readonly chain: { readonly error: string; readonly run: () => Promise<unknown> };
}

/** Plays steps on the chain, and reports how each ended beside how it was meant to. */
export class Stage {
  readonly #world: World;
  readonly #prover: MeteredProver;
  readonly #report: Report;

  constructor(world: World, prover: MeteredProver, report: Report) {
    this.#world = world;
    this.#prover = prover;
    this.#report = report;
  }

  /** A step that must pass. Its gas is that of the blocks that it made: nobody else uses this chain. */
  async accept<T>(
    name: Phrase,
    operation: string,
    work: () => Promise<T>,
    tell: (made: T) => Told | Promise<Told>,
  ): Promise<T> {
    const { provider } = this.#world;
    const step = { name, operation, expected: "accepted" } as const;
    const [block, spentMs] = [await provider.getBlockNumber(), this.#prover.spentMs];
    try {
      const made = await this.#report.during(name, work);
      const proofMs = this.#prover.spentMs - spentMs;
      const gas = await this.#gasSince(block);
      const { seen, ...remarks } = await tell(made);
      this.#report.step(
        { ...step, outcome: "accepted", proofMs: proofMs === 0 ? null : proofMs, gas, public: seen },
        remarks,
      );
      return made;
    } catch (thrown) {
      const notes = [[phrase`because`, messageOf(thrown)]] as const;
      this.#report.step({ ...step, outcome: "refused", proofMs: null, gas: null, public: {} }, { notes });
      throw thrown;
    }
  }

  /** An operation of a desk that makes lots. @param source what was weighed, where that is how the lot came to be */
  make(
    name: Phrase,
    operation: string,
    desk: Desk,
    work: () => Promise<Done>,
    source?: Weighing,
  ): Promise<Done> {
    return this.accept(name, operation, work, async ({ operation: { transactions }, lots }) => {
      const labelled = lots.map((lot) => ({ lot, label: labelOf(desk, lotId(lot)) }));
      const hidden = labelled.map(({ lot, label }): Text => {
        const holds = `${label}: ${describeLot(lot, this.#world.data.attributes)}`;
        return source === undefined ? holds : listed([holds, describeWeighing(source)], " · ");
      });
      const sent = await this.#world.provider.getTransaction(transactions.at(-1)?.hash ?? "");
      const [first] = operationsIn(sent?.data ?? "");
      const ids = labelled.map(({ lot, label }) => `${label} ${shortId(lotId(lot))}`);
      return {
        seen: { lots: ids.join(", "), ...(first === undefined ? {} : seenOf(first)) },
        hidden: listed(hidden, "; "),
      };
    });
  }

  /** Proves that a lot meets policies, all in one transaction. */
  async claim(desk: Desk, label: string, policyNames: readonly string[]): Promise<void> {
    const { attributes } = this.#world.data;
    const { id } = resolveLot(desk, label);
    const policies = policyNames.map((name) => this.policy(name));
    const words = policies.map((policy) => describePolicy(policy, attributes));
    const met = policyNames.length > 3 ? phrase`${policyNames.length} policies` : policyNames.join(", ");
    await this.accept(
      phrase`${label} meets ${met}`,
      "claim",
      () => proveClaims(desk, id, policies.map(policyId)),
      () => ({ seen: { lot: shortId(id), meets: words.join("; ") } }),
    );
  }

  /**
   * A claim that is false, after one that is true: the firm's own machine says why, and the proof of the true one does
   * not pass for it.
   */
  async falseClaim(desk: Desk, label: string, policyName: Text, policy: Policy): Promise<void> {
    const { contracts, day } = this.#world;
    const { id } = resolveLot(desk, label);
    const claim = {
      lotId: id,
      policyId: policyId(policy),
      day,
      proof: [...this.#prover.lastProof],
    };
    await this.refuse({
      name: phrase`${label} meets ${policyName}`,
      operation: "claim",
      local: { code: "CLAIM_FALSE", run: () => proveClaims(desk, id, [claim.policyId]) },
      chain: {
        error: "VerifierProofRejected",
        run: () => contracts.claims.connect(desk.wallet).prove([claim]),
      },
    });
  }

  /** A step that must be refused, by the firm's own machine and by the contract. */
  async refuse({ name, operation, local, chain }: Refusal): Promise<void> {
    const locally = await thrownBy(local.run);
    const onChain = await thrownBy(() => refusable(chain.run()));
    const isRefusedHere = locally instanceof KoboldError && locally.code === local.code;
    const isRefusedThere = onChain instanceof ChainRefusal && onChain.error === chain.error;
    const said = (isRight: boolean, expected: string, thrown: unknown) =>
      isRight
        ? messageOf(thrown)
        : phrase`not refused by ${expected}: ${thrown === undefined ? phrase`accepted` : messageOf(thrown)}`;
    this.#report.step(
      {
        name,
        operation,
        expected: "refused",
        outcome: isRefusedHere && isRefusedThere ? "refused" : "accepted",
        proofMs: null,
        gas: null,
        public: { error: onChain instanceof ChainRefusal ? onChain.error : "none" },
      },
      {
        notes: [
          [phrase`locally`, said(isRefusedHere, local.code, locally)],
          [phrase`on chain`, said(isRefusedThere, chain.error, onChain)],
        ],
      },
    );
  }

  policy(name: string): Policy {
    return named(this.#world.data.policies, phrase`policy`, name);
  }

  async #gasSince(block: number): Promise<number | null> {
    const { provider } = this.#world;
    const last = await provider.getBlockNumber();
    if (last === block) return null;
    let gas = 0n;
    for (let number = block + 1; number <= last; number++) {
      gas += (await provider.getBlock(number))?.gasUsed ?? 0n;
    }
    return Number(gas);
  }
}

/** The name that the desk's firm gives to a lot. */
function labelOf({ port, vault }: Desk, id: bigint): string {
  return vault.lots.get(port.place, id)?.label ?? lotIdText(id);
}

/** What an operation shows beside the lots that it makes. */
function seenOf({ parents, permit, registry, sameProvenance }: SentOperation): Seen {
  return {
    ...(parents.length > 0 ? { from: parents.map(shortId).join(", ") } : {}),
    ...(permit === 0n ? {} : { permit: shortId(permit), registry: shortId(registry) }),
    ...(sameProvenance ? { provenance: phrase`the same` } : {}),
  };
}

async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
