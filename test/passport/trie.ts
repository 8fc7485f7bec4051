import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { bytesOfHex, hexOfBytes, numberOfBytes } from "../../scripts/core/bytes.ts";
import { headerOf } from "../../scripts/passport/header.ts";
import { Questions } from "../../scripts/passport/node.ts";
import { decodeRlp, encodeRlp } from "../../scripts/passport/rlp.ts";
import { State } from "../../scripts/passport/state.ts";
import { trieValue } from "../../scripts/passport/trie.ts";
import { Unmet } from "../../scripts/passport/unmet.ts";
import { digitsOf, keccakBytes } from "../../scripts/passport/words.ts";
import { askOf } from "../../scripts/chain/ask-node.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("tries");
const ADDRESS = `0x${"c0ba17".repeat(6)}abcd`;

/** A chain of a fork, with an account whose storage has so many words. */
async function chainWith(words: number, hardfork = "prague") {
  const connection = await network.create({ network: "simulated", override: { hardfork } });
  const { provider } = connection;
  const slots = Array.from({ length: words }, () => random());
  await provider.request({ method: "hardhat_setCode", params: [ADDRESS, "0x00"] });
  for (const slot of slots) {
    const params = [ADDRESS, `0x${slot.toString(16)}`, `0x${digitsOf(slot >> 200n)}`];
    await provider.request({ method: "hardhat_setStorageAt", params });
  }
  await provider.request({ method: "hardhat_mine", params: ["0x1"] });
  const block: unknown = await provider.request({
    method: "eth_getBlockByNumber",
    params: ["latest", false],
  });
  if (typeof block !== "object" || block === null || !("hash" in block)) throw new TypeError("no block");
  return { ask: askOf(connection.ethers.provider), block, hash: String(block.hash), slots };
}

describe("Merkle-Patricia proofs of a node", () => {
  for (const words of [0, 1, 2, 17, 120]) {
    it(`give what is stored, and nothing where nothing is, of ${words} words`, async () => {
      const { ask, block, hash, slots } = await chainWith(words);
      const absent = Array.from({ length: 40 }, () => random());
      const state = new State(new Questions(ask), headerOf(block, hash));
      const { words: found } = await state.read(ADDRESS, [...slots, ...absent]);
      expect(found).to.deep.equal([...slots.map((slot) => slot >> 200n), ...absent.map(() => 0n)]);
    });
  }

  it("give nothing else for another root, or when any byte of any node is another", async () => {
    const { ask, slots } = await chainWith(40);
    const [slot = 0n] = slots;
    const answer = await ask("eth_getProof", [ADDRESS, [`0x${digitsOf(slot)}`], "latest"]);
    const { storageHash, storageProof } = proofIn(answer);
    const nodes = storageProof.map((node) => bytesOfHex("node", node));
    const root = bytesOfHex("root", storageHash);
    const key = keccakBytes(bytesOfHex("slot", `0x${digitsOf(slot)}`));
    const valueOf = (proof: readonly Uint8Array[]) => {
      const value = trieValue(root, key, proof);
      const item = value === undefined ? undefined : decodeRlp(value);
      return item instanceof Uint8Array ? numberOfBytes(item) : undefined;
    };
    expect(valueOf(nodes)).to.equal(slot >> 200n);
    expect(() => trieValue(key, key, nodes)).to.throw(Unmet);
    expect(() => trieValue(root, key, nodes.slice(0, -1))).to.throw(Unmet);
    expect(() => trieValue(root, key, [])).to.throw(Unmet);
    for (const [i, node] of nodes.entries()) {
      for (let place = 0; place < node.length; place += 7) {
        const altered = node.slice();
        altered[place] = (altered[place] ?? 0) ^ 1;
        expect(() => trieValue(root, key, nodes.with(i, altered)), `node ${i}, byte ${place}`).to.throw(
          Unmet,
        );
      }
    }
  });
});

function proofIn(answer: unknown): { storageHash: string; storageProof: string[] } {
  const text = JSON.stringify(answer);
  const proof = /"storageProof":\[.*?"proof":\[([^\]]*)\]/.exec(text)?.[1] ?? "";
  return {
    storageHash: /"storageHash":"(0x[0-9a-f]+)"/.exec(text)?.[1] ?? "",
    storageProof: [...proof.matchAll(/0x[0-9a-f]+/g)].map(([node]) => node),
  };
}

describe("a block's header", () => {
  for (const fork of ["berlin", "london", "shanghai", "cancun", "prague", "osaka"]) {
    it(`has the hash of its block, after ${fork}`, async () => {
      const { block, hash } = await chainWith(1, fork);
      expect(headerOf(block, hash).number).to.be.greaterThan(0);
      const other = { ...block, gasUsed: "0x5" };
      expect(() => headerOf(other, hash)).to.throw(Unmet, "header-differs");
    });
  }
});

describe("RLP", () => {
  it("is written as the yellow paper's examples are", () => {
    const text = (words: string) => new TextEncoder().encode(words);
    for (const [item, hex] of [
      [text("dog"), "0x83646f67"],
      [[text("cat"), text("dog")], "0xc88363617483646f67"],
      [new Uint8Array(), "0x80"],
      [[], "0xc0"],
      [Uint8Array.of(15), "0x0f"],
      [Uint8Array.of(4, 0), "0x820400"],
      [[[], [[]], [[], [[]]]], "0xc7c0c1c0c3c0c1c0"],
      [
        text("Lorem ipsum dolor sit amet, consectetur adipisicing elit"),
        `0xb838${Buffer.from("Lorem ipsum dolor sit amet, consectetur adipisicing elit").toString("hex")}`,
      ],
    ] as const) {
      expect(hexOfBytes(encodeRlp(item))).to.equal(hex);
      expect(decodeRlp(bytesOfHex("item", hex))).to.deep.equal(item);
    }
  });

  it("is read in its one encoding only", () => {
    for (const hex of [
      "0x",
      "0x8100",
      "0xb80100",
      "0xb90000",
      "0x83646f",
      "0xc2c1",
      "0xc882",
      "0x8080",
      "0xb800",
    ])
      expect(() => decodeRlp(bytesOfHex("item", hex)), hex).to.throw(RangeError);
  });
});
