import { AbiCoder, hexlify, randomBytes } from "ethers";
import { expect } from "chai";
import { before, describe, it } from "mocha";

import { idText } from "../../scripts/core/ids.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { checkPassport, type CheckOptions } from "../../scripts/passport/check-passport.ts";
import { evidenceText, readEvidence, recording, replaying } from "../../scripts/passport/evidence.ts";
import { Unreadable } from "../../scripts/passport/fields.ts";
import { passportText, readPassport } from "../../scripts/passport/file.ts";
import { type Ask, RpcError } from "../../scripts/passport/node.ts";
import type { CheckId, PassportReport, ReasonCode } from "../../scripts/passport/report.ts";
import {
  askOf,
  GATE,
  MASS,
  packText,
  type PassportWorld,
  passportWorld,
} from "../fixtures/passport-world.ts";

/** A passport's file as anybody can alter it. */
interface Json {
  [name: string]: Json;
}

let world: PassportWorld;
/** Answers of the chain in its last block; what is altered is altered on the way. */
let honest: Ask;

/** Once for all that is described here. */
async function prepare(): Promise<void> {
  world = await passportWorld();
  const recorder = recording(askOf(world));
  await checkPassport(readPassport(packText(world)), { ask: recorder.ask });
  honest = replaying({ passport: {}, anchor: world.parts.anchor, answers: recorder.answers });
}

/** Leaves the chain as it was, for whoever asks for the same world. */
async function onScratch(work: () => Promise<void>): Promise<void> {
  const snapshot = await world.connection.networkHelpers.takeSnapshot();
  try {
    await work();
  } finally {
    await snapshot.restore();
  }
}

async function checked(text = packText(world), options: Partial<CheckOptions> = {}): Promise<PassportReport> {
  return checkPassport(readPassport(text), { ask: honest, ...options });
}

/** Asserts that the first check that is not true is this one, for this reason, and that the whole is no better. */
function expectUnmet(report: PassportReport, id: CheckId, status: "false" | "unchecked", reason: ReasonCode) {
  const unmet = report.checks.filter((check) => check.status !== "true");
  const first = unmet.find((check) => check.reason !== "rests-on-another");
  expect([first?.id, first?.status, first?.reason]).to.deep.equal([id, status, reason]);
  expect(report.verdict).to.equal(unmet.some((check) => check.status === "false") ? "false" : "unchecked");
}

describe("a pack's passport", () => {
  before(prepare);

  it("is true from the block's hash to the mints, and says what was learned and whom to believe", async () => {
    const { facts, trust, verdict, checks } = await checked();
    expect([verdict, ...new Set(checks.map(({ status }) => status))]).to.deep.equal(["true", "true"]);
    expect(new Set(checks.map(({ id }) => id))).to.deep.equal(
      new Set([
        ...["keys", "chain", "header", "code", "order", "retirement", "units", "serial"],
        ...["policy", "claim", "claim-proof", "lineage", "operation-proofs", "recalls"],
      ]),
    );
    expect(facts.pack).to.deep.include({
      serial: "KBD-1038",
      position: 37,
      units: 100,
      gramsInAll: "2000000",
    });
    expect(facts.lot).to.deep.include({
      lotId: idText(lotId(world.lot)),
      madeBy: "split",
      status: "retired",
    });
    expect(facts.claims.map(({ words, isAboutLot }) => [words, isAboutLot])).to.deep.equal([
      ["rmap >= 10%, audited within 3000 days", false],
      ["mass >= 2 t", true],
    ]);
    expect(facts.lineage).to.deep.include({ lots: 5, adopted: 1 });
    expect(facts.lineage?.operations).to.deep.equal({ mint: 2, split: 1, merge: 1, refine: 1 });
    expect(trust.anchor.origin).to.equal("issuer");
    expect(trust.deployments.map((each) => [each.origin, each.hasDevelopmentKeys])).to.deep.equal([
      ["issuer", true],
      ["issuer", true],
    ]);
  });

  it("is JSON, for a page in a process of its own", async () => {
    const report = await checked();
    expect(JSON.parse(JSON.stringify(report))).to.deep.equal(report);
  });

  it("is true of the deployments that the reader names, and false of others", async () => {
    const { trust } = await checked();
    const named = trust.deployments.map(({ fingerprint }) => fingerprint);
    const report = await checked(packText(world), { named });
    expect(report.verdict).to.equal("true");
    expect(report.trust.deployments.map(({ origin }) => origin)).to.deep.equal(["named", "named"]);
    const foreign = await checked(packText(world), { named: [`0x${"11".repeat(32)}`] });
    expectUnmet(foreign, "deployment", "false", "deployment-foreign");
  });

  it("finds proofs in what a multi-signature wallet was told to send", async () => {
    const wrapped: Ask = async (method, params) => {
      const answer = await honest(method, params);
      if (method !== "eth_getTransactionByHash") return answer;
      const { input } = inputOf(answer);
      // as Safe's execTransaction has it: the call within bytes, behind a selector
      const types = ["address", "uint256", "bytes", "uint8", "bytes"];
      const call = AbiCoder.defaultAbiCoder().encode(types, [
        ...[world.addresses.cobaltLot, 0, input, 0, hexlify(randomBytes(65))],
      ]);
      return { input: `0x6a761202${call.slice(2)}` };
    };
    expect((await checked(packText(world), { ask: wrapped })).verdict).to.equal("true");
  });

  it("is checked again from its evidence, without any network", async () => {
    const recorder = recording(askOf(world));
    const passport: unknown = JSON.parse(packText(world));
    const before = await checkPassport(readPassport(packText(world)), { ask: recorder.ask });
    const text = evidenceText({ passport, anchor: world.parts.anchor, answers: recorder.answers });
    const saved = readEvidence(text);
    expect(await checkPassport(saved.passport, { ask: replaying(saved.evidence) })).to.deep.equal(before);
    // what it lacks is not checked
    const answers = recorder.answers.filter(({ method }) => method !== "eth_getTransactionByHash");
    const poorer = await checkPassport(saved.passport, { ask: replaying({ ...saved.evidence, answers }) });
    expectUnmet(poorer, "claim-proof", "unchecked", "evidence-lacks");
    expect(() => readEvidence(text.slice(1))).to.throw(Unreadable);
  });
});

function inputOf(answer: unknown): { input: string } {
  if (typeof answer !== "object" || answer === null || !("input" in answer))
    throw new TypeError("no transaction");
  return { input: String(answer.input) };
}

/** An answer of a node, altered. */
type Lie = (answer: Json, method: string, params: readonly unknown[]) => unknown;

const liar =
  (lie: Lie): Ask =>
  async (method, params) => {
    const answer: unknown = structuredClone(await honest(method, params));
    return lie(parsed(answer), method, params);
  };

function parsed(answer: unknown): Json {
  return jsonOf(JSON.stringify({ answer }))["answer"] ?? {};
}

/** As untyped as what others send. */
function jsonOf(text: string): Json {
  const json: unknown = JSON.parse(text);
  if (!isJson(json)) throw new TypeError("no object");
  return json;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

describe("a node that lies about a passport", () => {
  before(prepare);

  const LIES: readonly (readonly [string, CheckId, "false" | "unchecked", ReasonCode, Lie])[] = [
    [
      "about the state root",
      ...(["header", "false", "header-differs"] as const),
      (answer, method) =>
        method === "eth_getBlockByHash" ? { ...answer, stateRoot: `0x${"11".repeat(32)}` } : answer,
    ],
    [
      "with an older block",
      ...(["header", "false", "header-differs"] as const),
      (answer, method) => (method === "eth_getBlockByHash" ? { ...answer, number: "0x1" } : answer),
    ],
    [
      "about what stands at an address",
      ...(["code", "false", "state-proof-wrong"] as const),
      (answer, method, [address]) =>
        method === "eth_getProof" && address === world.addresses.claims.toLowerCase()
          ? { ...answer, accountProof: list(answer["accountProof"]).map((node) => node.replace(/..$/, "00")) }
          : answer,
    ],
    [
      "about the intake's code",
      ...(["code", "false", "code-differs"] as const),
      (answer, method) => (method === "eth_getCode" ? "0x60016000f3" : answer),
    ],
    [
      "about storage",
      ...(["order", "false", "state-proof-wrong"] as const),
      storageLie((nodes) => [...nodes.slice(0, -1), (nodes.at(-1) ?? "").replace(/..$/, "00")]),
    ],
    [
      "with bare values, unproven",
      ...(["order", "false", "state-proof-wrong"] as const),
      storageLie(() => []),
    ],
    [
      "with another slot's proof",
      ...(["order", "false", "state-proof-wrong"] as const),
      (answer, method, [address, slots]) => {
        if (method !== "eth_getProof" || !isIntake(address) || !Array.isArray(slots) || slots.length < 4)
          return answer;
        const [first, second, third, fourth, ...others] = Object.values(answer["storageProof"] ?? {});
        return { ...answer, storageProof: [fourth, second, third, first, ...others] };
      },
    ],
    [
      "about a claim's proof",
      ...(["claim-proof", "false", "proof-wrong"] as const),
      transactionLie((input) => {
        const at = input.indexOf(idText(policyId(GATE)).slice(2)) + 128;
        return at < 128 ? input : flipped(input, at);
      }),
    ],
    [
      "about an operation's proof",
      ...(["operation-proofs", "false", "proof-wrong"] as const),
      transactionLie((input) => {
        const at = input.indexOf(idText(lotId(world.blend)).slice(2));
        // the merge's child is its second word, and its proof the sixth to thirteenth
        return at < 0 || at > 400 || input.includes(idText(lotId(world.refined)).slice(2))
          ? input
          : flipped(input, at + 64 * 4);
      }),
    ],
    [
      "and leaves a claim's transaction out",
      ...(["claim-proof", "unchecked", "proof-not-found"] as const),
      transactionLie((input) => (input.includes(idText(policyId(MASS)).slice(2)) ? "0x" : input)),
    ],
    [
      "and hides a mint",
      ...(["lineage", "unchecked", "proof-not-found"] as const),
      transactionLie((input) => {
        const mint = idText(lotId(world.mints[1] ?? world.lot)).slice(2);
        return input.indexOf(mint) === 10 + 64 ? "0x" : input;
      }),
    ],
    [
      "and passes a mint off as the other",
      ...(["lineage", "unchecked", "proof-not-found"] as const),
      transactionLie((input) => {
        const [one, other] = world.mints.map((mint) => idText(lotId(mint)).slice(2));
        return input.indexOf(other ?? "") === 10 + 64 ? input.replace(other ?? "", one ?? "") : input;
      }),
    ],
    [
      "about its chain",
      ...(["chain", "false", "chain-differs"] as const),
      (answer, method) => (method === "eth_chainId" ? "0x1" : answer),
    ],
  ];

  for (const [how, id, status, reason, lie] of LIES) {
    it(`is not believed: ${how}`, async () => {
      expectUnmet(await checked(packText(world), { ask: liar(lie) }), id, status, reason);
    });
  }
});

function isIntake(address: unknown): boolean {
  return address === world.intake.toLowerCase();
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Alters the proof of the intake's first slot. */
function storageLie(change: (nodes: readonly string[]) => readonly string[]): Lie {
  return (answer, method, [address]) => {
    const proofs = Object.values(answer["storageProof"] ?? {});
    if (method !== "eth_getProof" || !isIntake(address) || proofs.length === 0) return answer;
    const [first, ...others] = proofs;
    return { ...answer, storageProof: [{ ...first, proof: change(list(first?.["proof"])) }, ...others] };
  };
}

function transactionLie(change: (input: string) => string): Lie {
  return (answer, method) =>
    method === "eth_getTransactionByHash" ? { ...answer, input: change(inputOf(answer).input) } : answer;
}

/** Another digit. */
function flipped(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === "0" ? "1" : "0"}${text.slice(at + 1)}`;
}

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
      liar((answer, method) =>
        method === "eth_getBlockByHash"
          ? { ...answer, slotNumber: "0x1", stateRoot: `0x${"1".repeat(64)}` }
          : answer,
      ),
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
      const report = await checked(packText(world), { ask });
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

describe("a passport's file that was altered", () => {
  before(prepare);

  type Alter = (file: Json) => void;
  const subject = (name: string, value: unknown): Alter => set(["subject", name], value);
  const contract = (name: string, part: string, value: unknown): Alter =>
    set(["deployments", "0", "file", "contracts", name, part], value);
  const hash = `0x${"22".repeat(32)}`;

  const ALTERED: readonly (readonly [string, CheckId, ReasonCode, Alter])[] = [
    ["a serial that is not listed", "serial", "path-differs", subject("serial", "KBD-9999")],
    ["an inner node as the serial", "serial", "serial-malformed", subject("serial", "a".repeat(64))],
    ["another position", "serial", "path-differs", subject("position", 36)],
    ["a position beyond the packs", "serial", "position-out-of-range", subject("position", 100)],
    ["another sibling", "serial", "path-differs", set(["subject", "siblings", "0"], hash)],
    [
      "a sibling too many",
      "serial",
      "path-differs",
      (file) => {
        push(file, ["subject", "siblings"], hash);
      },
    ],
    ["an order that was not placed", "order", "order-unknown", subject("order", 2)],
    ["other words of a policy", "policy", "policy-missing", set(["policies", "0", "words", "0"], idText(1n))],
    ["another mass interval", "units", "policy-missing", set(["policies", "1", "interval"], idText(1n))],
    ["another key", "keys", "keys-differ", set(["deployments", "0", "keys", "20"], idText(1n))],
    ["a hash of other keys", "keys", "keys-differ", set(["deployments", "0", "file", "keysHash"], hash)],
    ["another code of the lots", "code", "code-differs", contract("cobaltLot", "codeHash", hash)],
    ["another code of the verifier", "code", "code-differs", contract("proofVerifier", "codeHash", hash)],
    [
      "claims of a contract that is none",
      ...(["code", "code-missing"] as const),
      contract("claims", "address", `0x${"33".repeat(20)}`),
    ],
    [
      "an intake that is another contract",
      ...(["code", "code-differs"] as const),
      (file) => {
        subject("intake", file["deployments"]?.["0"]?.["file"]?.["contracts"]?.["claims"]?.["address"])(file);
      },
    ],
    ["another chain", "chain", "chain-differs", set(["deployments", "0", "file", "chainId"], "1")],
    [
      "a predecessor that is none of the deployment's",
      ...(["code", "wiring-differs"] as const),
      set(["deployments", "1", "file", "contracts", "cobaltLot", "address"], `0x${"44".repeat(20)}`),
    ],
  ];

  for (const [what, id, reason, alter] of ALTERED) {
    it(`is false: ${what}`, async () => {
      const file = jsonOf(packText(world));
      alter(file);
      // a question that was not put before is put to the chain
      const report = await checked(JSON.stringify(file), { ask: askOf(world) });
      expectUnmet(report, id, "false", reason);
    });
  }

  it("is not checked without the predecessor that the lineage goes back to", async () => {
    const text = passportTextWith({ deployments: world.parts.deployments.slice(0, 1) });
    const report = await checked(text, { ask: askOf(world) });
    expectUnmet(report, "lineage", "unchecked", "predecessor-missing");
  });

  it("is not checked without the transactions that hold the proofs", async () => {
    const report = await checked(passportTextWith({ transactions: [] }));
    expectUnmet(report, "claim-proof", "unchecked", "proof-not-found");
  });

  for (const [what, alter] of [
    ["another version", set(["version"], 2)],
    ["a member that nobody knows", set(["subject", "note"], "hello")],
    ["a hash of another length", set(["anchor"], "0x11")],
    ["a policy's word that is too large", set(["policies", "0", "words", "0"], `0x${"ff".repeat(32)}`)],
  ] as const) {
    it(`is refused as no passport: ${what}`, () => {
      const file = jsonOf(packText(world));
      alter(file);
      expect(() => readPassport(JSON.stringify(file))).to.throw(Unreadable);
    });
  }
});

function passportTextWith(parts: Partial<PassportWorld["parts"]>): string {
  return packText({ ...world, parts: { ...world.parts, ...parts } });
}

function set(path: readonly string[], value: unknown): (file: Json) => void {
  return (file) => {
    const last = path.at(-1) ?? "";
    Object.assign(
      path.slice(0, -1).reduce((inner, name) => inner[name] ?? {}, file),
      { [last]: value },
    );
  };
}

function push(file: Json, path: readonly string[], value: string): void {
  const found: unknown = path.reduce<Json>((inner, name) => inner[name] ?? {}, file);
  if (Array.isArray(found)) found.push(value);
}

describe("a lot's passport, while it lives", () => {
  before(prepare);

  it("is true by a claim that another lot of its provenance proved, until an authority holds it", async () => {
    await onScratch(async () => {
      const { contracts, administrator, parts, provider } = world;
      const subject = { kind: "lot", lotId: lotId(world.rest) } as const;
      const text = passportText({ ...parts, policies: [GATE] }, subject);
      const report = await checked(text, { ask: askOf(world) });
      expect(report.verdict).to.equal("true");
      expect(report.facts.lot?.status).to.equal("active");
      expect(report.facts.claims.map(({ provenOf, askedBy }) => [provenOf, askedBy])).to.deep.equal([
        [idText(lotId(world.lot)), "reader"],
      ]);
      // a claim about a mass is about the lot that it was proven of
      const heavy = await checked(passportText({ ...parts, policies: [MASS] }, subject), {
        ask: askOf(world),
      });
      expectUnmet(heavy, "claim", "false", "claim-missing");
      await contracts.cobaltLot.connect(administrator).hold([subject.lotId], `0x${"00".repeat(32)}`);
      const blockHash = (await provider.getBlock("latest"))?.hash ?? "";
      const held = await checked(text, { ask: askOf(world), anchor: { blockHash, origin: "typed" } });
      expectUnmet(held, "lot", "false", "lot-held");
    });
  });

  it("stands still once the lot has ended, by what the block says", async () => {
    const subject = { kind: "lot", lotId: lotId(world.lot) } as const;
    const report = await checked(passportText(world.parts, subject), { ask: askOf(world) });
    expectUnmet(report, "lot", "false", "lot-ended");
  });

  it("is false for a lot that is unknown", async () => {
    const report = await checked(passportText(world.parts, { kind: "lot", lotId: 7n }), {
      ask: askOf(world),
    });
    expectUnmet(report, "lot", "false", "lot-unknown");
  });
});

describe("a recall", () => {
  before(prepare);

  it("shows in the passport of what it reaches from its block on, and as closed afterwards", async () => {
    await onScratch(async () => {
      const { contracts, administrator, provider } = world;
      const recalls = contracts.recalls.connect(administrator);
      const at = async () => {
        const block = await provider.getBlock("latest");
        const anchor = { blockHash: block?.hash ?? "", origin: "typed" } as const;
        return checked(packText(world), { ask: askOf(world), anchor });
      };
      const reason = `0x${"07".repeat(32)}`;
      // the second mint's, which the blend was made of, and a case that is about nothing of it
      await recalls.open([2], 1, reason, true);
      const recalled = await at();
      expectUnmet(recalled, "recalls", "false", "recalled");
      const told = { recallId: 1, kind: "origin", isBlocking: true, isClosed: false };
      expect(recalled.facts.recalls).to.deep.equal([
        { recalls: world.addresses.recalls.toLowerCase(), ...told },
      ]);
      expect((await checked()).verdict).to.equal("true");
      await recalls.close(1);
      const closed = await at();
      expect(closed.verdict).to.equal("true");
      expect(closed.facts.recalls.map(({ isClosed }) => isClosed)).to.deep.equal([true]);
      // the authority takes the blend out: what was made of it is not reached
      await recalls.open([1], 0, reason, false);
      expectUnmet(await at(), "recalls", "false", "recalled");
      await recalls.exempt(2, 3);
      expect((await at()).verdict).to.equal("true");
      // another authority, which the plant's gate heeds, has cases of its own
      await world.authority.open([1, 2], 2, reason, false);
      const heeded = await at();
      expectUnmet(heeded, "recalls", "false", "recalled");
      expect(heeded.facts.recalls.at(-1)).to.deep.include({ recallId: 1, kind: "sanction" });
    });
  });
});
