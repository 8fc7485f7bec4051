import { expect } from "chai";
import { describe, it } from "mocha";

import { batchLimitOf, isOfBatch, kindOf, refusalOf, wordsOf } from "../../scripts/chain/rpc-errors.ts";
import { ANSWERS, BATCH_WORDS, BEHIND_WORDS, BUSY_WORDS, FINAL_WORDS, LOG_LIMITS } from "../network/words.ts";

const METHODS = ["eth_call", "eth_getLogs", "eth_getBlockByNumber", "eth_sendRawTransaction"];

describe("an error of a node", () => {
  for (const [provider, error] of BUSY_WORDS) {
    it(`of ${provider} is for later: ${error.message}`, () => {
      for (const method of METHODS) expect(kindOf(method, error), method).to.equal("busy");
      expect(refusalOf(error)).to.equal(undefined);
    });
  }

  for (const [node, error] of BEHIND_WORDS) {
    it(`of ${node} is for a node that is not behind: ${error.message}`, () => {
      for (const method of METHODS) expect(kindOf(method, error), method).to.equal("behind");
      expect(refusalOf(error)).to.equal(undefined);
    });
  }

  for (const [node, reason, error] of FINAL_WORDS) {
    it(`of ${node} is final, for its ${reason}: ${error.message}`, () => {
      expect(kindOf("eth_sendRawTransaction", error)).to.equal("answer");
      expect(refusalOf(error)).to.equal(reason);
    });
  }

  for (const [provider, error] of LOG_LIMITS) {
    it(`of ${provider} about too many events is for whoever asked for them: ${error.message}`, () => {
      expect(kindOf("eth_getLogs", error)).to.equal("answer");
    });
  }

  for (const error of ANSWERS) {
    it(`is an answer: ${error.message}`, () => {
      for (const method of METHODS) expect(kindOf(method, error), method).to.equal("answer");
      expect(refusalOf(error)).to.equal(undefined);
    });
  }

  for (const [provider, error, takes] of BATCH_WORDS) {
    it(`of ${provider} tells how long a batch may be: ${error.message}`, () => {
      expect(isOfBatch(error)).to.equal(true);
      expect(batchLimitOf(wordsOf(error), 20)).to.equal(takes);
    });
  }
});
