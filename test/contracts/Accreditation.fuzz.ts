import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { describe, it } from "mocha";

import {
  ACCREDITATION_TABLE,
  type AccreditationEvent,
  type AccreditationRefusal,
} from "../models/accreditation-events.ts";
import { Accreditation } from "../models/accreditation.ts";
import { keysHashOf } from "../../scripts/core/site.ts";
import { dayOfTimestamp } from "../../scripts/core/calendar.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import {
  argumentsOf,
  DAY_TOLERANCE,
  deployAccreditation,
  errorNameOf,
  keysOf,
  ROOT_WINDOW,
  termsOn,
} from "../fixtures/accreditation.ts";
import { draw, eventOf } from "../models/accreditation-draws.ts";

const SEED = Number(process.env["FUZZ_SEED"] ?? 20_260_316);
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 24);

const { ethers, networkHelpers } = await network.create("simulated");

async function fixture() {
  const deployed = await deployAccreditation(ethers);
  const { accreditation, lot } = deployed;
  const roles = {
    admin: deployed.admin.address,
    accreditor: deployed.accreditor.address,
    tracingAuthority: deployed.tracingAuthority.address,
    schemeAdministrator: deployed.schemeAdministrator.address,
  };
  const { controller, otherController, stranger } = deployed;
  const all = [...Object.values(roles), controller.address, otherController.address, stranger.address];
  const lotAddress = await lot.getAddress();
  const encoded = ethers.AbiCoder.defaultAbiCoder().encode(
    ["uint256", "address"],
    [(await ethers.provider.getNetwork()).chainId, lotAddress],
  );
  return {
    accreditation,
    lot,
    lotAddress,
    deployment: BigInt(ethers.keccak256(encoded)) % FIELD_ORDER,
    roles,
    signers: new Map(await Promise.all(all.map(async (a) => [a, await ethers.getSigner(a)] as const))),
    senders: {
      ...roles,
      controller: controller.address,
      otherController: otherController.address,
      stranger: stranger.address,
    },
  };
}

/** One contract and one model that live through the same history. */
class History {
  readonly model: Accreditation;
  readonly seen = new Set<bigint>([0n, 1n]);
  readonly outcomes: string[];
  readonly #f: Awaited<ReturnType<typeof fixture>>;
  #at: number;

  constructor(f: Awaited<ReturnType<typeof fixture>>, at: number, outcomes: string[]) {
    this.#f = f;
    this.#at = at;
    this.outcomes = outcomes;
    this.model = new Accreditation({
      roles: f.roles,
      rootWindow: ROOT_WINDOW,
      dayTolerance: DAY_TOLERANCE,
    });
  }

  get now(): number {
    return this.#at;
  }

  async step(event: AccreditationEvent, by: string, wait: number): Promise<void> {
    const { accreditation, lot, lotAddress, signers } = this.#f;
    this.#at += wait;
    const position = "siteId" in event ? this.model.siteOf(event.siteId)?.listed?.position : undefined;
    const siblings = position === undefined ? [] : this.model.tree.siblings(position);
    const expected = this.model.apply(event, { by, at: this.#at });

    await networkHelpers.time.setNextBlockTimestamp(this.#at);
    let actual: string | undefined;
    try {
      await accreditation
        .connect(signers.get(by))
        .getFunction(event.kind)
        .send(...argumentsOf(event, lotAddress, siblings), { gasLimit: 5_000_000 });
    } catch (error) {
      actual = errorNameOf(accreditation, error);
    }
    expect(actual, event.kind).to.equal(expected);
    this.outcomes.push(expected ?? event.kind);

    expect(await accreditation.root()).to.equal(this.model.tree.root);
    const registry = await accreditation.registry();
    expect(registry).to.equal(this.model.registry);
    expect(await accreditation.treeSize()).to.equal(BigInt(this.model.tree.leaves.length));
    this.seen.add(registry);
    const registries = [...this.seen];
    const [answers, timestamp] = await lot.accepted(registries);
    expect(timestamp).to.equal(BigInt(this.#at));
    expect(answers).to.deep.equal(registries.map((r) => this.model.isAccepted(r, this.#at)));
    const older = answers.filter((answer) => answer).length - (registry === 0n ? 0 : 1);
    if (older > 0) this.outcomes.push("older registry accepted");
  }

  /** Attributes of every kind and two sites, so that histories go deep. */
  async begin(): Promise<void> {
    const { roles, senders, deployment } = this.#f;
    const { controller, otherController } = senders;
    const attributes = [
      { name: "attribute 0", controller, group: 0, rule: "require" },
      { name: "attribute 1", controller, group: 1, rule: "carry" },
      { name: "attribute 2", controller: otherController, group: 1, rule: "carry" },
      { name: "attribute 3", controller: otherController, group: 0, rule: "raise" },
    ] as const;
    for (const [attribute, definition] of attributes.entries()) {
      await this.step({ kind: "defineAttribute", attribute, definition }, roles.schemeAdministrator, 1);
    }
    await this.step({ kind: "bind", deployment }, roles.admin, 1);
    const terms = termsOn(dayOfTimestamp(this.#at));
    for (const siteId of [1, 2]) {
      const keys = keysOf(siteId);
      await this.step({ kind: "propose", keys, terms }, roles.accreditor, 1);
      await this.step({ kind: "confirm", siteId, keysHash: keysHashOf(keys) }, roles.tracingAuthority, 1);
    }
  }
}

/** All refusals but `TreeFull`, which random histories can't reach. */
const REFUSALS: readonly AccreditationRefusal[] = [
  "AccessManagedUnauthorized",
  "AlreadyBound",
  "FieldElementInvalid",
  "KeyUsed",
  "AssayerInvalid",
  "UnitZero",
  "AuditInFuture",
  "ValidityOver",
  "SiteUnknown",
  "SiteAlreadyConfirmed",
  "SiteNotConfirmed",
  "SiteIsSuspended",
  "SiteNotSuspended",
  "SiteInTree",
  "KeysMismatch",
  "KeysNotDue",
  "AttributeOutOfRange",
  "AttributeAlreadyDefined",
  "AttributeUndefined",
  "AttributeNameInvalid",
  "AttributeControllerZero",
  "AttributeRaiseInGroup",
  "AttributeControllerOnly",
  "GrantExcluded",
  "GrantNotHeld",
  "GrantNotLapsed",
];

describe("Accreditation [fuzz]", () => {
  it("does what the model does in random histories, and accepts the same registries at every moment", async () => {
    const outcomes: string[] = [];
    const histories = fc.record({
      begun: fc.boolean(),
      draws: fc.array(draw, { minLength: 50, maxLength: 70 }),
    });
    await fc.assert(
      fc.asyncProperty(histories, async ({ begun, draws }) => {
        const f = await networkHelpers.loadFixture(fixture);
        const history = new History(f, await networkHelpers.time.latest(), outcomes);
        if (begun) await history.begin();
        for (const d of draws) {
          const today = dayOfTimestamp(history.now + d.wait);
          const { event, by } = eventOf(d, history.model, f, today);
          await history.step(event, by, d.wait);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
    const met = new Map<string, number>();
    for (const outcome of outcomes) met.set(outcome, (met.get(outcome) ?? 0) + 1);
    // a history in which nothing happens would prove nothing
    for (const outcome of [...Object.keys(ACCREDITATION_TABLE), "older registry accepted"]) {
      expect(met.get(outcome) ?? 0, outcome).to.be.greaterThan(4);
    }
    expect(REFUSALS.filter((refusal) => !met.has(refusal))).to.have.lengthOf.below(5);
  });
});
