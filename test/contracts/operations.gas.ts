import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { expect } from "chai";
import { type TransactionResponse, id, toBeHex } from "ethers";
import { network } from "hardhat";
import { before, describe, it } from "mocha";

import { NO_PREDECESSOR } from "../../scripts/chain/predecessor.ts";
import { gasOf } from "../../scripts/bench/gas.ts";
import { keysHashOf } from "../../scripts/core/site.ts";
import { noteBytes } from "../../scripts/notes/note.ts";
import {
  DAY_TOLERANCE,
  deployAccreditation,
  keysOf,
  keysStruct,
  MINT,
  termsOn,
} from "../fixtures/accreditation.ts";
import { FOOTPRINT_METHOD, freshTerms, TODAY } from "../fixtures/lots-fixture.ts";
import {
  LOSS,
  encoded,
  claimOf,
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
  type TestOperation,
} from "../fixtures/operations.ts";
import { definePolicies } from "../fixtures/policies-fixture.ts";
import { seededField } from "../fixtures/random.ts";
import { storeTree } from "../fixtures/stored-tree.ts";

const SNAPSHOT = new URL("gas.json", import.meta.url);
const SIZES = [16, 256] as const;
const HELD = id("a document");

const { ethers, networkHelpers } = await network.create("simulated");
const random = seededField("gas");

/** Random bytes, as long as the note of so many lots; what a seal holds looks no different. */
function noteOf(lots: number): string {
  const bytes = noteBytes(lots);
  const words = Array.from({ length: Math.ceil(bytes / 31) }, () => toBeHex(random() >> 6n, 31).slice(2));
  return `0x${words.join("").slice(0, 2 * bytes)}`;
}

/** All contracts as shipped but the verifier, which takes anything: a proof's cost is measured by itself. */
async function fixture() {
  const all = await deployAccreditation(ethers);
  const { accreditation, manager, accreditor, tracingAuthority, schemeAdministrator, controller } = all;
  const [, , , , , , , owner, buyer] = await ethers.getSigners();
  if (owner === undefined || buyer === undefined) throw new Error("the chain has too few accounts");
  const verifier = await ethers.deployContract("OpenVerifier");
  const lots = await ethers.deployContract("CobaltLot", [
    await manager.getAddress(),
    await accreditation.getAddress(),
    await verifier.getAddress(),
    FOOTPRINT_METHOD,
    BigInt(DAY_TOLERANCE),
    NO_PREDECESSOR,
  ]);
  await accreditation.bind(await lots.getAddress());
  const register = {
    propose: (n: number) =>
      accreditation.connect(accreditor).propose(keysStruct(keysOf(n)), MINT, termsOn(Number(TODAY))),
    confirm: (siteId: number, n: number) =>
      accreditation.connect(tracingAuthority).confirm(siteId, keysHashOf(keysOf(n))),
    grant: (siteId: number, validUntil: number) =>
      accreditation.connect(controller).grant(siteId, 0, TODAY, validUntil),
    suspend: (siteId: number) => accreditation.connect(accreditor).suspend(siteId),
  };
  await accreditation.connect(schemeAdministrator).defineAttribute(0, {
    name: "rmap",
    controller,
    group: 0,
    rule: 1,
  });
  for (const n of [1, 2]) {
    await register.propose(n);
    await register.confirm(n, n);
  }
  const poseidon = await ethers.deployContract("PoseidonT6");
  const policies = await ethers.deployContract("Policies", [await accreditation.getAddress()], {
    libraries: { PoseidonT6: await poseidon.getAddress() },
  });
  const claims = await ethers.deployContract("Claims", [
    await lots.getAddress(),
    await policies.getAddress(),
  ]);
  const { quality, quantity } = await definePolicies({ policies });
  const node = await ethers.deployContract("PoseidonT3");
  const tree = await ethers.deployContract("SiteTreeHarness", [], {
    libraries: { PoseidonT3: await node.getAddress() },
  });
  const registry = await accreditation.registry();
  const terms = () => ({ ...freshTerms(), permit: random(), registry, documentsHash: id("weighbridge") });
  // what the first lot of an owner, a deployment or a group costs more is not of interest
  const known = Array.from({ length: 9 }, random);
  await lots.execute(encoded(known.map((lotId) => mintOperation(lotId, owner.address, terms()))));
  await lots.connect(owner).transferFrom(owner, buyer, known[8] ?? 0n);
  return { ...all, owner, buyer, lots, policies, claims, quality, quantity, known, terms, register, tree };
}

type Fixture = Awaited<ReturnType<typeof fixture>>;
type Send = (f: Fixture) => Promise<TransactionResponse>;

const noted = (operation: TestOperation, lots: number): TestOperation => ({
  ...operation,
  documentsHash: id("weighbridge"),
  note: noteOf(lots),
});
const mintedBy = ({ owner, terms }: Fixture) => noted(mintOperation(random(), owner.address, terms()), 1);
/** One operation as it is, several in a list. */
const execute = ({ lots, owner }: Fixture, ...operations: TestOperation[]) =>
  operations.length > 1
    ? lots.connect(owner).execute(encoded(operations))
    : owner.sendTransaction({ to: lots, data: encoded(operations)[0] ?? "0x" });

/** What is measured, by name; a share of a batch is a share of its transaction. */
const MEASURED: Record<string, { of?: number; send: Send }> = {
  "mint, alone": { send: (f) => execute(f, mintedBy(f)) },
  "mint, one of 32": { of: 32, send: (f) => execute(f, ...Array.from({ length: 32 }, () => mintedBy(f))) },
  "split to 2": {
    send: (f) => execute(f, noted(splitOperation(f.known[0] ?? 0n, [random(), random()]), 2)),
  },
  "split to 8": {
    send: (f) => execute(f, noted(splitOperation(f.known[0] ?? 0n, Array.from({ length: 8 }, random)), 8)),
  },
  "merge of 2": { send: (f) => execute(f, noted(mergeOperation(f.known.slice(0, 2), random()), 1)) },
  "merge of 8": { send: (f) => execute(f, noted(mergeOperation(f.known.slice(0, 8), random()), 1)) },
  weaken: { send: (f) => execute(f, noted(mergeOperation(f.known.slice(0, 1), random()), 1)) },
  refine: { send: (f) => execute(f, noted(refineOperation(f.known[0] ?? 0n, random(), f.terms()), 1)) },
  transfer: { send: (f) => f.lots.connect(f.owner).transferFrom(f.owner, f.buyer, f.known[0] ?? 0n) },
  offer: {
    send: (f) => f.lots.connect(f.owner).offer(f.known[0] ?? 0n, f.buyer, 4_000_000_000n, noteOf(1)),
  },
  accept: {
    send: async (f) => {
      await f.lots.connect(f.owner).offer(f.known[0] ?? 0n, f.buyer, 4_000_000_000n, "0x");
      return f.lots.connect(f.buyer).accept(f.known[0] ?? 0n);
    },
  },
  retire: { send: (f) => f.lots.connect(f.owner).retire(f.known[0] ?? 0n, LOSS, HELD) },
  "hold, one of 8": { of: 8, send: (f) => f.lots.hold(f.known.slice(0, 8), HELD) },
  "claim about a provenance": {
    send: (f) => f.claims.connect(f.owner).prove([claimOf(f.known[0] ?? 0n, f.quality, TODAY)]),
  },
  "claim about a lot": {
    send: (f) => f.claims.connect(f.owner).prove([claimOf(f.known[0] ?? 0n, f.quantity, TODAY)]),
  },
  "propose a site": { send: (f) => f.register.propose(3) },
  ...Object.fromEntries(
    SIZES.flatMap((size) => {
      /** The last of so many leaves: it is hashed with one beside it on every level. */
      const among = async ({ accreditation, register }: Fixture) => {
        await register.propose(3);
        await storeTree(networkHelpers, { address: await accreditation.getAddress(), slot: 7 }, size - 1, 5n);
        await register.confirm(3, 3);
        if ((await accreditation.treeSize()) !== BigInt(size)) throw new Error("the tree stands elsewhere");
      };
      return [
        [
          `another leaf of a tree of ${size}`,
          {
            send: async ({ tree }: Fixture) => {
              await storeTree(networkHelpers, { address: await tree.getAddress(), slot: 0 }, size, 5n);
              return tree.update(size >> 1, 6n);
            },
          },
        ],
        [
          `grant of a site among ${size}`,
          {
            send: async (f: Fixture) => {
              await among(f);
              return f.register.grant(3, 65_535);
            },
          },
        ],
        [
          `suspension of a site among ${size}`,
          {
            send: async (f: Fixture) => {
              await among(f);
              return f.register.suspend(3);
            },
          },
        ],
      ];
    }),
  ),
};

describe("The gas of every operation, without its proof", () => {
  const measured = new Map<string, number>();

  before(async () => {
    for (const [name, { of = 1, send }] of Object.entries(MEASURED)) {
      const f = await networkHelpers.loadFixture(fixture);
      measured.set(name, Math.round((await gasOf(send(f))) / of));
    }
    if (process.env["UPDATE_GAS"] !== undefined) {
      writeFileSync(SNAPSHOT, `${JSON.stringify(Object.fromEntries(measured), undefined, 2)}\n`);
    }
  });

  it("is within 1 % of what gas.json says; UPDATE_GAS=1 writes it anew", () => {
    if (!existsSync(SNAPSHOT)) throw new Error("no gas.json");
    const snapshot: unknown = JSON.parse(readFileSync(SNAPSHOT, "utf8"));
    if (typeof snapshot !== "object" || snapshot === null) throw new TypeError("gas.json is no object");
    const known = new Map<string, unknown>(Object.entries(snapshot));
    expect([...known.keys()]).to.deep.equal([...measured.keys()]);
    for (const [name, gas] of measured) {
      const before = Number(known.get(name));
      expect(gas, name).to.be.within(0.99 * before, 1.01 * before);
    }
  });

  it("is at most 270,000 for another leaf of a tree of 256, a transaction's 21,000 included", () => {
    expect(measured.get("another leaf of a tree of 256") ?? Infinity).to.be.at.most(270_000);
  });
});
