import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import { expect } from "chai";
import { id as hashOf, Transaction, Wallet } from "ethers";
import { afterEach, beforeEach, describe, it } from "mocha";

import { connectNode, type Node, type NodeOptions, urlsIn } from "../../scripts/chain/node.ts";
import type { Pace } from "../../scripts/chain/rpc-exchange.ts";
import { retryAfter } from "../../scripts/chain/rpc-line.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { TransactionRefused } from "../../scripts/core/transaction-refused.ts";
import { rejectionOf } from "../fixtures/code-of.ts";
import { type CannedNode, startCannedNode } from "../network/canned-node.ts";
import { BATCH_WORDS, BEHIND_WORDS, BUSY_WORDS, FINAL_WORDS, type Said } from "../network/words.ts";

const CHAIN = "0x7a69";
const WALLET = new Wallet(hashOf("a wallet"));

/** Time that goes on only while somebody waits. */
class TestPace implements Pace {
  readonly waits: number[] = [];
  #now = 1_773_648_000_000;

  now() {
    return this.#now;
  }

  random() {
    return 1;
  }

  sleep(ms: number, signal: AbortSignal) {
    signal.throwIfAborted();
    this.waits.push(ms);
    this.#now += ms;
    return Promise.resolve();
  }
}

describe("a node", () => {
  let servers: CannedNode[] = [];
  let nodes: Node[] = [];
  let pace: TestPace;
  beforeEach(() => {
    pace = new TestPace();
  });
  afterEach(async () => {
    for (const node of nodes) node.destroy();
    await Promise.all(servers.map((server) => server.stop()));
    [servers, nodes] = [[], []];
  });

  /** One that knows its chain and its head. */
  const serve = async (head = 9) => {
    const server = await startCannedNode();
    servers.push(server);
    server.results.set("eth_chainId", CHAIN).set("eth_blockNumber", `0x${head.toString(16)}`);
    return server;
  };
  const connect = async (urls: string, options: NodeOptions = {}) => {
    const node = await connectNode(urls, { pace, timeoutMs: 2_000, ...options });
    nodes.push(node);
    return node;
  };
  const failureOf = async (work: Promise<unknown>): Promise<KoboldError> => {
    const rejection = await rejectionOf(work);
    expect(rejection).to.be.instanceOf(KoboldError);
    if (!(rejection instanceof KoboldError)) throw new TypeError("no KoboldError");
    return rejection;
  };
  const pair = async () => {
    const server = await serve();
    return { server, node: await connect(server.url) };
  };

  it("is asked for its chain, once, and answers", async () => {
    const { server, node } = await pair();
    expect((await node.getNetwork()).chainId).to.equal(31_337n);
    expect(await node.getBlockNumber()).to.equal(9);
    expect(server.methods).to.deep.equal(["eth_chainId", "eth_blockNumber"]);
  });

  it("keeps no answer", async () => {
    const { server, node } = await pair();
    expect(await node.getBlockNumber()).to.equal(9);
    server.results.set("eth_blockNumber", "0xa");
    expect(await node.getBlockNumber()).to.equal(10);
  });

  describe("is asked again", () => {
    for (const status of [408, 425, 429, 500, 502, 503, 504, 520]) {
      it(`after HTTP status ${status}`, async () => {
        const { server, node } = await pair();
        server.next({ status, body: "busy" }, { status, body: "<html><body>busy</body></html>" });
        expect(await node.getBlockNumber()).to.equal(9);
        expect(pace.waits).to.deep.equal([250, 500]);
      });
    }

    it("after a page, after nothing, and after an answer to another question", async () => {
      const { server, node } = await pair();
      server.next(
        { status: 200, body: "<!doctype html><title>Sign in</title>" },
        { status: 200, body: "" },
        { status: 200, body: '{"jsonrpc":"2.0","id":999,"result":"0x1"}' },
        { status: 200, body: '{"jsonrpc":"2.0","id":2}' },
      );
      expect(await node.getBlockNumber()).to.equal(9);
    });

    it("when its connection breaks, before an answer or in the middle of one", async () => {
      const { server, node } = await pair();
      server.next("reset", "half", "reset");
      expect(await node.getBlockNumber()).to.equal(9);
      expect(pace.waits).to.deep.equal([250, 500, 1_000]);
    });

    it("when it gives no answer in time", async () => {
      const { server, node } = await pair();
      const quick = await connect(server.url, { timeoutMs: 200 });
      server.next("hang");
      expect(await quick.getBlockNumber()).to.equal(9);
      expect(await node.getBlockNumber()).to.equal(9);
    });

    for (const [provider, error] of [...BUSY_WORDS, ...BEHIND_WORDS]) {
      it(`when it says as ${provider} does: ${error.message}`, async () => {
        const { server, node } = await pair();
        server.errors.push(error);
        expect(await node.getBlockNumber()).to.equal(9);
        expect(pace.waits).to.deep.equal([250]);
      });
    }

    it("not before it wants to be, in seconds or by a date, as far as that can be waited for", async () => {
      const { server, node } = await pair();
      const date = new Date(pace.now() + 5_000 + 3_000).toUTCString();
      server.next(
        { status: 429, headers: { "retry-after": "3" } },
        { status: 503, headers: { "retry-after": date } },
      );
      const patient = await connect(server.url, { timeoutMs: 60_000 });
      server.methods.length = 0;
      server.next();
      expect(await patient.getBlockNumber()).to.equal(9);
      expect(await node.getBlockNumber()).to.equal(9);
      // asked by the connection's own greeting, which came first
      expect(pace.waits).to.deep.equal([3_000, 5_000]);
      server.next({ status: 429, headers: { "retry-after": "86400" } });
      await patient.getBlockNumber();
      expect(pace.waits.at(-1)).to.equal(30_000);
    });

    it("for a while, and not for ever", async () => {
      const { server, node } = await pair();
      server.always = { status: 503, body: "" };
      const failure = await failureOf(node.getBlockNumber());
      expect(failure.code).to.equal("RPC_FAILED");
      // 4 s are not over before the fifth time
      expect(pace.waits).to.deep.equal([250, 500, 1_000, 2_000]);
      const patient = connect(server.url, { timeoutMs: 600_000 });
      await failureOf(patient);
      expect(server.requests).to.equal(1 + 5 + 7);
    });

    it("not, if what was asked may be done once only", async () => {
      const { server, node } = await pair();
      server.next({ status: 503 });
      await failureOf(node.send("evm_mine", []));
      expect(server.requests).to.equal(2);
    });
  });

  describe("is not asked again", () => {
    const finals = FINAL_WORDS.filter(([, reason]) => reason !== "known" && reason !== "nonce");
    for (const [name, reason, error] of finals) {
      it(`when it refuses a transaction for its ${reason}, as ${name} does: ${error.message}`, async () => {
        const { server, node } = await pair();
        server.errorsOf.set("eth_sendRawTransaction", error);
        const failure = await failureOf(node.broadcastTransaction(await signed()));
        expect(failure).to.be.instanceOf(TransactionRefused);
        expect(failure.code).to.equal("CHAIN_REFUSED");
        expect(failure.message).to.contain(error.message.slice(0, 40));
        if (reason === "funds") expect(failure.remedy).to.contain(WALLET.address);
        expect(server.methods.filter((method) => method === "eth_sendRawTransaction")).to.have.length(1);
        expect(pace.waits).to.deep.equal([]);
      });
    }

    for (const status of [400, 401, 403, 404, 301]) {
      it(`after HTTP status ${status}`, async () => {
        const { server, node } = await pair();
        server.always = { status, headers: { location: server.url }, body: "no" };
        const failure = await failureOf(node.getBlockNumber());
        expect(failure.message).to.contain(String(status));
        expect(pace.waits).to.deep.equal([]);
      });
    }
  });

  it("that knows a transaction already has taken it", async () => {
    for (const [, reason, error] of FINAL_WORDS) {
      if (reason !== "known") continue;
      const { server, node } = await pair();
      server.errorsOf.set("eth_sendRawTransaction", error);
      const raw = await signed();
      expect((await node.broadcastTransaction(raw)).hash).to.equal(Transaction.from(raw).hash);
    }
  });

  it("that calls a nonce too low has taken the transaction if it has it, and else says that another came first", async () => {
    const raw = await signed();
    for (const [, reason, error] of FINAL_WORDS) {
      if (reason !== "nonce") continue;
      const { server, node } = await pair();
      server.errorsOf.set("eth_sendRawTransaction", error);
      server.results.set("eth_getTransactionByHash", null);
      const failure = await failureOf(node.broadcastTransaction(raw));
      expect(failure.code).to.equal("CHAIN_REFUSED");
      // which may yet turn out to be its own
      expect(failure).to.not.be.instanceOf(TransactionRefused);
      server.results.set("eth_getTransactionByHash", { hash: Transaction.from(raw).hash });
      expect((await node.broadcastTransaction(raw)).hash).to.equal(Transaction.from(raw).hash);
    }
  });

  it("has a latest block, or is asked again for it", async () => {
    const { server, node } = await pair();
    server.results.set("eth_getBlockByNumber", null);
    expect((await failureOf(node.getBlock("latest"))).message).to.contain("has no block yet");
    expect(await node.getBlock(7)).to.equal(null);
  });

  it("hands reverts on as ethers has them, also with HTTP status 500", async () => {
    const { server, node } = await pair();
    const error: Said = { code: 3, message: "execution reverted", data: "0x12345678" };
    server.errorsOf.set("eth_call", error);
    for (const status of [200, 500]) {
      server.status = status;
      expect(await thrownBy(node.call({ to: WALLET.address }))).to.include({
        code: "CALL_EXCEPTION",
        data: "0x12345678",
      });
    }
    expect(pace.waits).to.deep.equal([]);
  });

  describe("fails in words", () => {
    const worded: [string, string, Parameters<CannedNode["next"]>[0], RegExp][] = [
      ["a block", "eth_getBlockByNumber", { status: 503, body: "" }, /no usable block: .* HTTP status 503$/],
      [
        "events",
        "eth_getLogs",
        { status: 502, body: "<h1>Bad</h1>gateway" },
        /no usable events: .*"Bad gateway"/,
      ],
      [
        "a receipt",
        "eth_getTransactionReceipt",
        { status: 200, body: "\u001b[31mred" },
        /no usable receipt: .*"\[31mred"/,
      ],
      ["a nonce", "eth_getTransactionCount", "reset", /no usable nonce: .* broke the connection/],
      ["a gas estimate", "eth_estimateGas", { status: 404, body: "no" }, /no usable gas estimate: /],
    ];
    for (const [what, method, answer, words] of worded) {
      it(`when it is asked for ${what}`, async () => {
        const { server, node } = await pair();
        server.always = answer;
        const failure = await failureOf(node.send(method, []));
        expect(failure.message).to.match(words).and.contain(new URL(server.url).host);
        expect(failure.remedy).to.not.equal("");
      });
    }

    it("that are short, of one line, without markup and without what its URL hides", async () => {
      const server = await serve();
      const secret = "d34db33fd34db33f";
      const url = `${server.url.replace("//", "//user:pa55word@")}/v3/${secret}?apikey=k3yk3yk3y`;
      const node = await connect(url, { headers: { authorization: `Bearer t0k3nt0k3n` } });
      const told = [secret, "pa55word", "k3yk3yk3y", "t0k3nt0k3n", `/v3/${secret}?apikey=k3yk3yk3y`];
      const body = `\u0007<html><head><title></title></head><body><b>no\u202e</b> ${told.join(" ")} https://x.org/${secret}?q=1 ${"long ".repeat(99)}</body></html>`;
      for (const answer of [
        { status: 500, body },
        { status: 403, body },
        { status: 200, body },
      ]) {
        server.always = answer;
        const { message } = await failureOf(node.getBlockNumber());
        expect(message).to.have.length.below(320);
        expect(message).to.not.match(/[\p{Cc}\p{Cf}<>]/u);
        for (const each of ["d34db33f", "pa55", "k3yk3y", "t0k3n"]) expect(message).to.not.contain(each);
        expect(message).to.contain("no").and.contain("x.org");
      }
    });

    it("when nobody is there", async () => {
      const server = await serve();
      await server.stop();
      servers = [];
      const failure = await failureOf(connect(`${server.url}/key`));
      expect(failure.code).to.equal("RPC_FAILED");
      expect(failure.message)
        .to.contain(`${new URL(server.url).host} can't be reached (ECONNREFUSED)`)
        .and.not.contain("key");
      expect(pace.waits).to.have.length(3);
      const { message } = await failureOf(connect("http://127.0.0.1:1"));
      expect(message).to.contain("127.0.0.1:1 can't be reached");
    });

    it("when it does not say its chain", async () => {
      for (const chainId of ["banana", null, 5, {}]) {
        const server = await serve();
        server.results.set("eth_chainId", chainId);
        expect((await failureOf(connect(server.url))).message).to.contain("chain id");
      }
    });
  });

  it("is given by a whole URL, of which nothing is told if it is none", async () => {
    for (const url of [
      "127.0.0.1:8545",
      "key-1234",
      "",
      "ftp://host/key-1234",
      "http:///key-1234",
      "http://a,,http://b",
    ]) {
      const failure = await failureOf(connectNode(url));
      expect(failure.code).to.equal("BAD_INPUT");
      expect(failure.message + failure.remedy)
        .to.not.contain("1234")
        .and.not.contain("8545");
    }
    expect(urlsIn(" http://a:1 , https://b/x ").map(({ href }) => href)).to.deep.equal([
      "http://a:1/",
      "https://b/x",
    ]);
  });

  it("gets what a URL has before its host as a password, and its other headers", async () => {
    const server = await serve();
    const node = await connect(server.url.replace("//", "//user:pa%20ss@"), { headers: { "x-key": "abc" } });
    await node.getBlockNumber();
    expect(server.headers?.authorization).to.equal(`Basic ${Buffer.from("user:pa ss").toString("base64")}`);
    expect(server.headers?.["x-key"]).to.equal("abc");
  });

  describe("with batches", () => {
    const ask = (node: Node, count: number) =>
      Promise.all(Array.from({ length: count }, () => node.getBlockNumber()));

    it("is asked by one request what is asked at one time", async () => {
      const { server, node } = await pair();
      expect(await ask(node, 45)).to.deep.equal(Array(45).fill(9));
      expect(server.batches).to.deep.equal([20, 20, 5]);
    });

    for (const [provider, error, takes] of BATCH_WORDS) {
      it(`takes fewer, or none, where ${provider} says so: ${error.message}`, async () => {
        for (const kind of ["array", "object", "status"] as const) {
          const { server, node } = await pair();
          server.batchLimit = { takes, error, kind };
          expect(await ask(node, 20)).to.deep.equal(Array(20).fill(9));
          server.batches.length = 0;
          await ask(node, 20);
          expect(Math.max(1, ...server.batches), kind).to.equal(takes);
        }
      });
    }

    it("that has no answer to batches is asked by single requests from then on", async () => {
      const { server, node } = await pair();
      server.batchLimit = { takes: 1, error: { code: -32_600, message: "Invalid Request" }, kind: "object" };
      expect(await ask(node, 10)).to.deep.equal(Array(10).fill(9));
      expect(server.batches).to.deep.equal([10]);
    });

    it("is asked again for those of a batch alone that it was too busy for", async () => {
      const { server, node } = await pair();
      server.errors.push(
        { code: -32_005, message: "rate limit exceeded" },
        { code: 429, message: "Too many requests" },
      );
      expect(await ask(node, 10)).to.deep.equal(Array(10).fill(9));
      expect(server.batches).to.deep.equal([10, 2]);
    });

    it("is asked again for what is missing, and for all if there is something foreign", async () => {
      for (const spoil of ["missing", "foreign", "double"] as const) {
        const { server, node } = await pair();
        server.spoil = spoil;
        expect(await ask(node, 6), spoil).to.deep.equal(Array(6).fill(9));
        expect(server.batches[1], spoil).to.equal(spoil === "missing" ? undefined : 6);
      }
    });

    it("fails for what it can't answer alone", async () => {
      const { server, node } = await pair();
      server.errorsOf.set("eth_call", { code: -32_005, message: "rate limit exceeded" });
      const [block, call] = await Promise.allSettled([
        node.getBlockNumber(),
        node.call({ to: WALLET.address }),
      ]);
      expect(block).to.deep.equal({ status: "fulfilled", value: 9 });
      expect(call.status === "rejected" && call.reason).to.include({ code: "RPC_FAILED" });
    });
  });

  describe("of several", () => {
    it("with the highest head is asked first, and the next one when it fails", async () => {
      const [low, high] = [await serve(5), await serve(7)];
      const node = await connect(`${low.url}, ${high.url}`);
      expect(await node.getBlockNumber()).to.equal(7);
      high.always = { status: 503 };
      expect(await node.getBlockNumber()).to.equal(5);
      expect(pace.waits).to.deep.equal([]);
      high.methods.length = 0;
      expect(await node.getBlockNumber()).to.equal(5);
      expect(high.methods).to.deep.equal([]);
    });

    it("is left for the next when it is behind", async () => {
      const [behind, other] = [await serve(), await serve()];
      const node = await connect(`${behind.url},${other.url}`);
      behind.errorsOf.set("eth_getCode", { code: -32_000, message: "header not found" });
      other.results.set("eth_getCode", "0x60");
      expect(await node.getCode(WALLET.address)).to.equal("0x60");
    });

    it("must be of one chain, now and when another is heard later", async () => {
      const [one, two] = [await serve(), await serve()];
      two.results.set("eth_chainId", "0x5");
      const failure = await failureOf(connect(`${one.url}/key1,${two.url}/key2`));
      expect(failure.code).to.equal("CHAIN_MISMATCH");
      expect(failure.message).to.contain(new URL(two.url).host).and.contain("chain 5").and.not.contain("key");

      two.always = { status: 503 };
      const node = await connect(`${one.url},${two.url}`);
      one.always = { status: 503 };
      two.always = undefined;
      expect((await failureOf(node.getBlockNumber())).code).to.equal("CHAIN_MISMATCH");
    });

    it("need not all be there", async () => {
      const one = await serve();
      const node = await connect(`http://127.0.0.1:1,${one.url}`);
      expect(await node.getBlockNumber()).to.equal(9);
      one.always = { status: 503 };
      const { message } = await failureOf(node.getBlockNumber());
      expect(message).to.contain("127.0.0.1:1 ").and.contain("503");
    });

    it("is each given a transaction, and it has left if one takes it", async () => {
      const [one, two] = [await serve(), await serve()];
      const node = await connect(`${one.url},${two.url}`);
      const raw = await signed();
      const { hash } = Transaction.from(raw);
      one.errorsOf.set("eth_sendRawTransaction", { code: -32_000, message: "insufficient funds for gas" });
      two.results.set("eth_sendRawTransaction", hash);
      expect((await node.broadcastTransaction(raw)).hash).to.equal(hash);
      expect(one.methods).to.include("eth_sendRawTransaction");

      // one refuses it, of the other nothing is known: it may have arrived
      two.errorsOf.set("eth_sendRawTransaction", { code: -32_005, message: "rate limit exceeded" });
      expect((await failureOf(node.broadcastTransaction(raw))).code).to.equal("RPC_FAILED");
      two.errorsOf.set("eth_sendRawTransaction", { code: -32_000, message: "insufficient funds for gas" });
      expect(await failureOf(node.broadcastTransaction(raw))).to.be.instanceOf(TransactionRefused);
    });

    it("is each asked by itself for an opinion", async () => {
      const [one, two] = [await serve(5), await serve(7)];
      const node = await connect(`${one.url},${two.url}`);
      const host = ({ url }: CannedNode) => new URL(url).host;
      expect([...(await node.ofEach((each) => each.getBlockNumber()))]).to.deep.equal([
        [host(two), 7],
        [host(one), 5],
      ]);
      one.always = { status: 503 };
      const told = await node.ofEach((each) => each.getBlockNumber());
      expect(told.get(host(two))).to.equal(7);
      expect(told.get(host(one))).to.be.instanceOf(KoboldError);
    });
  });

  it("is left in the middle of a request, or of a wait, when it is destroyed", async () => {
    const { server, node } = await pair();
    server.next("hang");
    const asked = node.getBlockNumber();
    setTimeout(() => {
      node.destroy();
    }, 20);
    expect(await thrownBy(asked)).to.be.instanceOf(Error);

    const { server: busy } = await pair();
    const waiting = await connectNode(busy.url, { timeoutMs: 60_000 });
    busy.always = { status: 429, headers: { "retry-after": "20" } };
    const begun = Date.now();
    const again = waiting.getBlockNumber();
    setTimeout(() => {
      waiting.destroy();
    }, 20);
    expect(await thrownBy(again)).to.be.instanceOf(Error);
    expect(Date.now() - begun).to.be.below(5_000);
  });

  it("keeps no process alive that has its result and destroys it", async () => {
    const { server } = await pair();
    server.hangs = "eth_getCode";
    const module = path.resolve(import.meta.dirname, "../../scripts/chain/node.ts");
    const program = `
      import { connectNode } from ${JSON.stringify(module)};
      const node = await connectNode(${JSON.stringify(server.url)});
      void node.getCode("${WALLET.address}").catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
      console.log(await node.getBlockNumber());
      node.destroy();`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
    const begun = Date.now();
    await once(child, "close");
    expect([child.exitCode, printed]).to.deep.equal([0, "9\n"]);
    expect(Date.now() - begun).to.be.below(20_000);
  });
});

describe("when to ask again", () => {
  it("is told in seconds or by a date", () => {
    const now = Date.UTC(2026, 2, 16, 8);
    expect(retryAfter("3", now)).to.equal(3_000);
    expect(retryAfter(" 0.5 ", now)).to.equal(500);
    expect(retryAfter("Mon, 16 Mar 2026 08:00:07 GMT", now)).to.equal(7_000);
    expect(retryAfter("Mon, 16 Mar 2026 07:00:00 GMT", now)).to.equal(0);
    expect(retryAfter("soon", now)).to.equal(undefined);
    expect(retryAfter(null, now)).to.equal(undefined);
  });
});

function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

function signed(): Promise<string> {
  return WALLET.signTransaction({
    to: WALLET.address,
    nonce: 4,
    gasLimit: 21_000n,
    gasPrice: 1n,
    chainId: 31_337n,
    type: 0,
  });
}
