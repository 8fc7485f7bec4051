import { before, describe, it } from "mocha";
import { expect } from "chai";

import { checkPassport } from "../../scripts/passport/check-passport.ts";
import { readPassport } from "../../scripts/passport/file.ts";
import { type Ask, RpcError } from "../../scripts/passport/node.ts";
import type { CheckId, ReasonCode } from "../../scripts/passport/report.ts";
import { expectUnmet, honestNode } from "../fixtures/passport-checks.ts";
import { liar, LIES } from "../fixtures/passport-lies.ts";
import { packText, type PassportWorld } from "../fixtures/passport-world.ts";

let world: PassportWorld;
let honest: Ask;
const checkedBy = (ask: Ask) => checkPassport(readPassport(packText(world)), { ask });

/** Once for all that is described here. */
async function prepare(): Promise<void> {
  ({ world, honest } = await honestNode());
}

describe("a node that lies about a passport", () => {
  before(prepare);

  for (const [how, id, status, reason, lie] of LIES) {
    it(`is not believed: ${how}`, async () => {
      expectUnmet(await checkedBy(liar(world, honest, lie)), id, status, reason);
    });
  }
});

describe("a node that can't answer about a passport", () => {
  before(prepare);

  const FAILURES: readonly (readonly [string, CheckId, ReasonCode, Ask])[] = [
    ["is away", "chain", "rpc-away", () => Promise.reject(new TypeError("fetch failed"))],
    [
      "has given up the state of that time",
      ...(["code", "state-pruned"] as const),
      failing("eth_getProof", -32_000, "distance to target block exceeds maximum proof window"),
    ],
    [
      "gives no proofs",
      ...(["code", "rpc-method-missing"] as const),
      failing("eth_getProof", -32_601, "the method does not exist"),
    ],
    [
      "does not know the block",
      ...(["header", "block-unknown"] as const),
      answering("eth_getBlockByHash", null),
    ],
    [
      "has blocks of a fork to come",
      ...(["header", "header-unknown"] as const),
      (asked, params) =>
        liar(world, honest, (_, answer, method) =>
          method === "eth_getBlockByHash"
            ? { ...answer, slotNumber: "0x1", stateRoot: `0x${"1".repeat(64)}` }
            : answer,
        )(asked, params),
    ],
    [
      "answers with something else",
      "code",
      "rpc-answer-malformed",
      answering("eth_getProof", { accountProof: 7 }),
    ],
  ];

  for (const [how, id, reason, ask] of FAILURES) {
    it(`leaves it not checked: ${how}`, async () => {
      const report = await checkedBy(ask);
      expectUnmet(report, id, "unchecked", reason);
      expect(report.verdict).to.equal("unchecked");
    });
  }
});

function failing(method: string, code: number, words: string): Ask {
  return (asked, params) =>
    asked === method ? Promise.reject(new RpcError(code, words)) : honest(asked, params);
}

function answering(method: string, answer: unknown): Ask {
  return (asked, params) => (asked === method ? Promise.resolve(answer) : honest(asked, params));
}
