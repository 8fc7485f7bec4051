import { expect } from "chai";
import { makeError } from "ethers";
import { describe, it } from "mocha";

import { type LogLimit, logLimitOf } from "../../scripts/chain/log-limits.ts";
import { rpcFailure } from "../../scripts/chain/rpc.ts";
import { LOG_LIMITS } from "../network/words.ts";

describe("a node's limit for a query of events", () => {
  for (const [provider, error, limit] of LOG_LIMITS) {
    it(`is known in the words of ${provider}: ${error.message}`, () => {
      expect(logLimitOf(error)).to.deep.equal(limit);
    });
  }

  it("is found wherever ethers and our own errors have put it", () => {
    const error = { code: -32_602, message: "exceed maximum block range: 5000" };
    const payload = { method: "eth_getLogs", params: [{ fromBlock: "0x0" }] };
    const byEthers = makeError("could not coalesce error", "UNKNOWN_ERROR", { error, info: { payload } });
    const limit: LogLimit = { blocks: 5_000 };
    expect(logLimitOf(byEthers)).to.deep.equal(limit);
    expect(logLimitOf(rpcFailure("events", byEthers))).to.deep.equal(limit);
    const nested = {
      code: -32_602,
      message: "invalid params",
      data: { payload: "range 9009594 is bigger than range limit 2000" },
    };
    expect(logLimitOf({ info: { error: nested } })).to.deep.equal({ blocks: 2_000 });
  });

  // from the documents and trackers of the same providers
  for (const message of [
    "daily request count exceeded, request rate limited",
    "project ID request rate exceeded",
    "Your app has exceeded its compute units per second capacity.",
    "Too Many Requests",
    "50/second request limit reached - reduce calls per second or upgrade your account at quicknode.com",
    "rate limit exceeded",
    "header not found",
    "execution reverted: limited to the owner",
    "invalid params",
    "the method eth_getLogs does not exist/is not available",
    "",
  ]) {
    it(`is nothing that is heard in "${message}"`, () => {
      expect(logLimitOf({ code: -32_005, message })).to.equal(undefined);
    });
  }

  it("is nothing that an error without words tells", () => {
    for (const error of [undefined, null, 5, new Error("503"), { from: "0x1", to: "0x2" }])
      expect(logLimitOf(error)).to.equal(undefined);
  });
});
