import { setTimeout as delay } from "node:timers/promises";

import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { z } from "zod/v4";

import { createProver } from "../../scripts/prover/create-prover.ts";
import { openDesk } from "../../scripts/desk/desk.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { openVault } from "../../scripts/vault/vault.ts";
import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { QUICK } from "../fixtures/desk.ts";
import { SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";
import { hardhatCli } from "../fixtures/hardhat-cli.ts";
import { PASSPHRASE } from "../fixtures/vault.ts";

const listSchema = z.array(
  z.object({ id: z.string(), kind: z.string(), nonce: z.number(), transactions: z.array(z.string()) }),
);
const pendingSchema = z.array(z.object({ hash: z.string() }));

describe("the tasks of operations", () => {
  let world: CliWorld;
  before(async () => {
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.provider.send("evm_setAutomine", [false]);
    await leaveMint();
  });
  afterEach(() => world.provider.send("evm_setAutomine", [true]));

  /** A mint whose command gave up before it was mined. */
  const leaveMint = async () => {
    const vault = openVault(world.vaultFile(1), PASSPHRASE);
    const prover = await createProver();
    try {
      const { contracts, provider } = world;
      const settings = { ...QUICK, timeoutMs: 20 };
      const wallet = world.wallet(1);
      const desk = await openDesk({ vault, wallet, provider, contracts, prover, settings });
      const work = { site: SITE.name, documents: "", figures: { massGrams: 1_000n } };
      await expectError("RPC_FAILED", () => mintLot(desk, work), "not in the chain yet");
    } finally {
      vault.close();
      await prover.close();
    }
  };
  const listed = async () =>
    listSchema.parse(JSON.parse((await world.done(1, ["operation", "list", "--json"])).stdout));
  const untilPending = async (isMeant: (hash: string) => boolean) => {
    for (;;) {
      const pending = pendingSchema.parse(await world.provider.send("eth_pendingTransactions", []));
      if (pending.some(({ hash }) => isMeant(hash))) return;
      await delay(20);
    }
  };
  /** Runs a command that replaces the transaction, and mines once it has. */
  const replaced = async (...args: string[]) => {
    const [operation] = await listed();
    if (operation === undefined) throw new RangeError("nothing is under way");
    const running = world.run(1, [args[0] ?? "", args[1] ?? "", operation.id.slice(0, 6), ...args.slice(2)]);
    await untilPending((hash) => !operation.transactions.includes(hash));
    await world.provider.send("evm_mine", []);
    const { code, stdout, stderr } = await running;
    expect(code, stderr).to.equal(0);
    return stdout;
  };

  it("show what waits, and hurry it", async () => {
    const { stdout } = await world.done(1, ["operation", "list"]);
    expect(stdout).to.match(/^[0-9a-f]{8} +mint +sent +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\d+ +[\d.]+ +1$/m);
    expect(await replaced("operation", "speed-up")).to.match(/^mint: (mined|final)\n$/);
    expect((await world.done(1, ["operation", "list"])).stdout).to.equal("no operation is under way\n");
  });

  it("are told of when a command is interrupted that waits for one", async () => {
    const [before] = await listed();
    const place = ["--network", "remote", "--deployment", world.deployment, "--vault", world.vaultFile(1)];
    const env = {
      KOBOLD_RPC_URL: world.url,
      KOBOLD_PRIVATE_KEY: world.wallet(1).privateKey,
      KOBOLD_PASSPHRASE: PASSPHRASE,
    };
    const interrupted = hardhatCli(["lot", "mint", "--mass", "2kg", ...place], env, (child) => {
      void untilPending((hash) => before?.transactions.includes(hash) === false).then(() => {
        child.kill("SIGINT");
      });
    });
    const { code, stderr } = await interrupted;
    expect(code, stderr).to.equal(130);
    expect(stderr).to.contain("interrupted, and on its way: mint, mint; `vault status` goes on with it");
    await world.provider.send("evm_mine", []);
    await world.done(1, ["vault", "status"]);
    expect(await listed()).to.deep.equal([]);
  });

  it("call it off", async () => {
    const refused = await world.run(1, ["operation", "cancel", "zz", "--yes"]);
    expect(refused.code).to.equal(2);
    expect(refused.stderr).to.match(/no operation zz\n +→ .*`operation list`/);
    expect(await replaced("operation", "cancel", "--yes")).to.equal(
      "mint: cancelled, its lots are free again\n",
    );
    expect(await listed()).to.deep.equal([]);
  });
});
