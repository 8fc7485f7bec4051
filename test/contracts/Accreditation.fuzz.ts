import { expect } from "chai";
import { ZeroAddress } from "ethers";
import fc from "fast-check";
import { network } from "hardhat";
import { describe, it } from "mocha";

import {
  ACCREDITATION_TABLE,
  type AccreditationEvent,
  type AccreditationRefusal,
  type ControlledAttribute,
} from "../models/accreditation-events.ts";
import { Accreditation } from "../models/accreditation.ts";
import { ATTRIBUTE_RULES, attributeSet } from "../../scripts/core/attributes.ts";
import { keysHashOf, SITE_RIGHTS, siteLeaf } from "../../scripts/core/site.ts";
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
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 14);

const { ethers, networkHelpers } = await network.create("simulated");

async function fixture() {
  const deployed = await deployAccreditation(ethers);
  return worldOf(deployed, deployed.lot);
}

/** An accreditation for lots that go on from others, whose sites had these attributes. */
async function successorFixture() {
  const before = await deployAccreditation(ethers);
  const predecessor = attributesOf(before.controller.address, before.otherController.address);
  for (const [attribute, definition] of predecessor.entries()) {
    const rule = ATTRIBUTE_RULES.indexOf(definition.rule);
    await before.accreditation
      .connect(before.schemeAdministrator)
      .defineAttribute(attribute, { ...definition, rule });
  }
  const deployed = await deployAccreditation(ethers);
  const lot = await ethers.deployContract("AccreditedStub", [
    await deployed.accreditation.getAddress(),
    DAY_TOLERANCE,
    await before.lot.getAddress(),
  ]);
  return { ...(await worldOf(deployed, lot)), predecessor };
}

const attributesOf = (controller: string, otherController: string): ControlledAttribute[] => [
  { name: "attribute 0", controller, group: 0, rule: "require" },
  { name: "attribute 1", controller, group: 1, rule: "carry" },
  { name: "attribute 2", controller: otherController, group: 1, rule: "carry" },
  { name: "attribute 3", controller: otherController, group: 0, rule: "raise" },
];

type DeployedAccreditation = Awaited<ReturnType<typeof deployAccreditation>>;

async function worldOf(deployed: DeployedAccreditation, lot: DeployedAccreditation["lot"]) {
  const { accreditation } = deployed;
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

type FuzzWorld = Awaited<ReturnType<typeof worldOf>> & { readonly predecessor?: ControlledAttribute[] };

/** One contract and one model that live through the same history. */
class History {
  readonly model: Accreditation;
  readonly seen = new Set<bigint>([0n, 1n]);
  readonly outcomes: string[];
  readonly #f: FuzzWorld;
  #at: number;

  constructor(f: FuzzWorld, at: number, outcomes: string[]) {
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
    const expected = this.model.apply(event, { by, at: this.#at });

    await networkHelpers.time.setNextBlockTimestamp(this.#at);
    let actual: string | undefined;
    try {
      await accreditation
        .connect(signers.get(by))
        .getFunction(event.kind)
        .send(...argumentsOf(event, lotAddress), { gasLimit: 5_000_000 });
    } catch (error) {
      actual = errorNameOf(accreditation, error);
    }
    expect(actual, event.kind).to.equal(expected);
    this.outcomes.push(expected ?? event.kind);

    expect(await accreditation.root()).to.equal(this.model.tree.root);
    const registry = await accreditation.registry();
    expect(registry).to.equal(this.model.registry);
    if ("siteId" in event) await this.#expectSite(event.siteId);
    if ("attribute" in event) await this.#expectAttribute(event.attribute);
    expect(await accreditation.treeSize()).to.equal(BigInt(this.model.tree.leaves.length));
    this.seen.add(registry);
    const registries = [...this.seen];
    const [answers, timestamp] = await lot.accepted(registries);
    expect(timestamp).to.equal(BigInt(this.#at));
    expect(answers).to.deep.equal(registries.map((r) => this.model.isAccepted(r, this.#at)));
    const older = answers.filter((answer) => answer).length - (registry === 0n ? 0 : 1);
    if (older > 0) this.outcomes.push("older registry accepted");
  }

  /** What the contract keeps of a site is what the model keeps. */
  async #expectSite(siteId: number): Promise<void> {
    const { accreditation } = this.#f;
    const site = this.model.siteOf(siteId);
    if (site === undefined) return;
    const stored = await accreditation.siteOf(siteId);
    expect(stored.grants).to.equal(attributeSet(site.grants.keys()));
    // P-32: nothing is held that is not open
    const { right, terms } = stored;
    const raising = this.model.attributes.flatMap((attribute, j) => (attribute?.rule === "raise" ? [j] : []));
    const raised = right === 0n ? attributeSet(raising) : 0n;
    expect(stored.grants & ~((terms.attributes & ~raised) | (terms.raisedAtMint & raised))).to.equal(0n);
    expect(SITE_RIGHTS[Number(right)]).to.equal(site.right);
    expect([stored.confirmed, stored.suspended]).to.deep.equal([site.confirmed, site.suspended]);
    const { profile, commitment } = site.listed ?? {};
    const leaf =
      profile === undefined || commitment === undefined ? 0n : siteLeaf(site.keys, profile, commitment);
    expect(await accreditation.leafOf(siteId)).to.equal(leaf);
  }

  /** Who controls an attribute, and who may take it over. */
  async #expectAttribute(attribute: number): Promise<void> {
    const { accreditation } = this.#f;
    const controller = this.model.attributes[attribute]?.controller ?? ZeroAddress;
    expect((await accreditation.attributeOf(attribute)).controller).to.equal(controller);
    expect(await accreditation.heirOf(attribute)).to.equal(this.model.heirs.get(attribute) ?? ZeroAddress);
    const { heir, from } = this.model.replacements.get(attribute) ?? { heir: ZeroAddress, from: 0 };
    expect(await accreditation.replacementOf(attribute)).to.deep.equal([heir, BigInt(from)]);
  }

  /** Attributes of every kind and two sites, so that histories go deep. */
  async begin(): Promise<void> {
    const { roles, senders, deployment, predecessor } = this.#f;
    if (predecessor === undefined) {
      const attributes = attributesOf(senders.controller, senders.otherController);
      for (const [attribute, definition] of attributes.entries()) {
        await this.step({ kind: "defineAttribute", attribute, definition }, roles.schemeAdministrator, 1);
      }
      await this.step({ kind: "bind", deployment }, roles.admin, 1);
    } else {
      await this.step({ kind: "bind", deployment, predecessor }, roles.admin, 1);
      for (const attribute of predecessor.keys()) await this.#expectAttribute(attribute);
      // sites come in with the next month
      this.#at += 40 * 86_400;
    }
    const terms = termsOn(dayOfTimestamp(this.#at));
    for (const siteId of [1, 2]) {
      const keys = keysOf(siteId);
      const right = SITE_RIGHTS[siteId - 1] ?? "mint";
      await this.step({ kind: "propose", keys, right, terms }, roles.accreditor, 1);
      await this.step({ kind: "confirm", siteId, keysHash: keysHashOf(keys) }, roles.tracingAuthority, 1);
    }
  }
}

/** All refusals but `TreeFull`, which random histories can't reach. */
const REFUSALS: readonly AccreditationRefusal[] = [
  "AccessManagedUnauthorized",
  "AlreadyBound",
  "BoundAfterSites",
  "FieldElementInvalid",
  "KeyUsed",
  "AssayerInvalid",
  "UnitZero",
  "OpenAttributesInvalid",
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
  "AttributeNotOffered",
  "ReplacementNotDue",
  "AttributeNotOpen",
  "GrantExcluded",
  "GrantNotHeld",
  "GrantNotLapsed",
];

describe("Accreditation [fuzz]", () => {
  it("does what the model does in random histories, and accepts the same registries at every moment", async () => {
    const outcomes: string[] = [];
    const histories = fc.record({
      begun: fc.boolean(),
      succeeds: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0),
      draws: fc.array(draw, { minLength: 50, maxLength: 70 }),
    });
    await fc.assert(
      fc.asyncProperty(histories, async ({ begun, draws, succeeds }) => {
        const f: FuzzWorld = await networkHelpers.loadFixture(succeeds ? successorFixture : fixture);
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
