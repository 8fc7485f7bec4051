import { ChainRefusal, refusable } from "../chain/refusal.ts";
import { isoDateOf } from "../core/calendar.ts";
import { type ErrorCode, KoboldError } from "../core/errors.ts";
import { lotId } from "../core/lot.ts";
import { listed, phrase, type Phrase, type Text } from "../core/phrase.ts";
import { type Policy, policyId } from "../core/policy.ts";
import { describePolicy } from "../core/policy-words.ts";
import { proveClaims } from "../desk/claims.ts";
import type { Desk } from "../desk/desk.ts";
import type { Done } from "../desk/lots.ts";
import { resolveLot } from "../desk/resolve.ts";
import type { Weighing } from "../sheets/weighing.ts";
import { commandsIn, fieldsOf } from "./calldata.ts";
import { named } from "./data.ts";
import type { MeteredProver } from "./metered-prover.ts";
import { type Disclosed, messageOf, type Report } from "./report.ts";
import { describeLot, shortId } from "./words.ts";
import type { World } from "./world.ts";

/** Plays steps on the chain, and reports how each ended beside how it was meant to. */
export class Stage {
  readonly world: World;
  readonly prover: MeteredProver;
  readonly report: Report;

  constructor(world: World, prover: MeteredProver, report: Report) {
    this.world = world;
    this.prover = prover;
    this.report = report;
  }

  /** A step that must pass. Its gas is that of the blocks that it made: nobody else uses this chain. */
  async accept<T>(
    name: Phrase,
    operation: string,
    work: () => Promise<T>,
    disclose: (made: T) => Disclosed | Promise<Disclosed>,
  ): Promise<T> {
    const step = { name, operation, expected: "accepted" } as const;
    const block = await this.world.provider.getBlockNumber();
    const { spentMs } = this.prover;
    try {
      const made = await this.report.during(name, work);
      const proofMs = Math.round(this.prover.spentMs - spentMs) || null;
      const gas = (await this.#gasSince(block)) || null;
      this.report.step({ ...step, outcome: "accepted", proofMs, gas, ...(await disclose(made)) });
      return made;
    } catch (thrown) {
      const notes = [[phrase`because`, messageOf(thrown)]] as const;
      this.report.step({ ...step, outcome: "refused", proofMs: null, gas: null, public: {}, notes });
      throw thrown;
    }
  }

  /** An operation of a desk that makes lots. @param source what was weighed, where that is how the lot came to be */
  make(name: Phrase, operation: string, desk: Desk, work: () => Promise<Done>, source?: Weighing) {
    const { data, provider } = this.world;
    return this.accept(name, operation, work, async ({ operation: { transactions }, lots }) => {
      const made = lots.map((lot) => desk.vault.lots.require(desk.port.deployment, lotId(lot)));
      const sent = await provider.getTransaction(transactions.at(-1)?.hash ?? "");
      const openings = made.map(({ lot, label }) => `${label}: ${describeLot(lot, data.attributes)}`);
      const hidden: Text[] = [openings.join("; ")];
      if (source !== undefined)
        hidden.push(phrase`site ${source.site} · ticket ${source.ticket} · sample ${source.sample}`);
      return {
        public: {
          lots: made.map(({ id, label }) => `${label} ${shortId(id)}`).join(", "),
          ...seenOf(commandsIn(sent?.data ?? "")),
        },
        hidden: listed(hidden, " · "),
      };
    });
  }

  /** Proves that a lot meets policies, all in one transaction. */
  async claim(desk: Desk, label: string, policyNames: readonly string[]): Promise<void> {
    const { id } = resolveLot(desk, label);
    const policies = policyNames.map((name) => this.policy(name));
    const meets = policies.map((policy) => describePolicy(policy, this.world.data.attributes)).join("; ");
    const met = policies.length > 3 ? phrase`${policies.length} policies` : policyNames.join(", ");
    await this.accept(
      phrase`${label} meets ${met}`,
      "claim",
      () => proveClaims(desk, id, policies.map(policyId)),
      () => ({ public: { lot: shortId(id), meets } }),
    );
  }

  /**
   * A claim that is false, after one that is true: the firm's own machine says why, and the proof of the true one does
   * not pass for it.
   */
  async falseClaim(desk: Desk, label: string, policyName: string): Promise<void> {
    const { contracts, day } = this.world;
    const id = policyId(this.policy(policyName));
    const lot = resolveLot(desk, label).id;
    const claim = { lotId: lot, policyId: id, day, proof: [...(this.prover.lastProof ?? [])] };
    await this.refuse(
      phrase`${label} meets ${policyName}`,
      "claim",
      ["CLAIM_FALSE", () => proveClaims(desk, lot, [id])],
      ["VerifierProofRejected", () => contracts.claims.connect(desk.wallet).prove([claim])],
    );
  }

  /** Lots that are on record today to meet policies, by what was proven before. */
  async onRecord(
    name: Phrase,
    operation: string,
    desk: Desk,
    labels: readonly string[],
    policyNames: readonly string[],
  ): Promise<void> {
    const { contracts, day } = this.world;
    const look = async () => {
      for (const label of labels) {
        for (const policyName of policyNames) {
          const id = policyId(this.policy(policyName));
          const recorded = await contracts.claims.recordedDay(resolveLot(desk, label).id, id);
          if (recorded !== BigInt(day)) throw new Error(`${policyName} is not on record for ${label}`);
        }
      }
    };
    const policies = policyNames.join(", ");
    await this.accept(name, operation, look, () => ({ public: { policies, "as of day": isoDateOf(day) } }));
  }

  /**
   * A step that must be refused on both sides.
   * @param local what the firm's own machine does before anything is sent, and the code of its refusal
   * @param chain what is sent all the same, and the contract's error
   */
  async refuse(
    name: Phrase,
    operation: string,
    local: readonly [code: ErrorCode, run: () => Promise<unknown>],
    chain: readonly [error: string, run: () => Promise<unknown>],
  ): Promise<void> {
    const here = await thrownBy(local[1]);
    const there = await thrownBy(() => refusable(chain[1]()));
    const error = there instanceof ChainRefusal ? there.error : "none";
    const isRefusedHere = here instanceof KoboldError && here.code === local[0];
    const isRefusedThere = error === chain[0];
    this.report.step({
      name,
      operation,
      expected: "refused",
      outcome: isRefusedHere && isRefusedThere ? "refused" : "accepted",
      proofMs: null,
      gas: null,
      public: { error },
      notes: [
        [phrase`locally`, isRefusedHere ? messageOf(here) : notRefused(here, local[0])],
        [phrase`on chain`, isRefusedThere ? messageOf(there) : notRefused(there, chain[0])],
      ],
    });
  }

  policy(name: string): Policy {
    return named(this.world.data.policies, phrase`policy`, name);
  }

  async #gasSince(block: number): Promise<number> {
    const { provider } = this.world;
    let gas = 0n;
    for (let last = await provider.getBlockNumber(); last > block; last--) {
      gas += (await provider.getBlock(last))?.gasUsed ?? 0n;
    }
    return Number(gas);
  }
}

/** What an operation shows beside the lots that it makes. */
function seenOf([command = "0x"]: readonly string[]): Disclosed["public"] {
  const { parent, parents = parent === undefined ? [] : [parent], ...seen } = fieldsOf(command);
  return {
    ...(parents.length > 0 ? { from: parents.map(shortId).join(", ") } : {}),
    ...(seen.permit === undefined ? {} : { permit: shortId(seen.permit) }),
    ...(seen.registry === undefined ? {} : { registry: shortId(seen.registry) }),
    ...(seen.sameProvenance === true ? { provenance: phrase`the same` } : {}),
  };
}

function notRefused(thrown: unknown, expected: string): Text {
  return phrase`not refused by ${expected}: ${thrown === undefined ? phrase`accepted` : messageOf(thrown)}`;
}

async function thrownBy(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
