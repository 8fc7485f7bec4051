import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";

import { format, resolveConfig } from "prettier";

import { circomlib } from "./circomlib.ts";

// Nothing here comes from scripts/core: packing, tags and the tree are written out once more, as plainly as possible.
const r = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
const tag = (k: number) => 2n ** 64n + BigInt(k);
const text = (values: readonly bigint[]) => values.map(String);

/** Numbers below `limit` that are the same in every run. */
function pseudoRandom(seed: string, limit: bigint): bigint {
  return BigInt(`0x${createHash("sha256").update(seed).digest("hex")}`) % limit;
}

/** Σ value · 2^place, the places following one another by the widths given. */
function pack(fields: readonly (readonly [bigint, number])[]): bigint {
  let sum = 0n;
  let place = 0;
  for (const [value, width] of fields) {
    sum += value * 2n ** BigInt(place);
    place += width;
  }
  return sum;
}

/**
 * Computes with circomlibjs the vectors that TypeScript, circuits and contracts are compared on.
 * `node test/support/make-vectors.ts` writes them to vectors.json.
 */
export async function makeVectors() {
  const { poseidon: P, publicKeyOf, sign } = await circomlib();

  const lot = (massGrams: bigint, lanes: readonly bigint[], oldestAudit: bigint, salt: bigint) => {
    const words = [0, 4, 8, 12].map((k) => pack(lanes.slice(k, k + 4).map((lane) => [lane, 63])));
    const provenance = P(...words, oldestAudit);
    return {
      massGrams: String(massGrams),
      lanes: text(lanes),
      oldestAudit: String(oldestAudit),
      salt: String(salt),
      words: text(words),
      provenance: String(provenance),
      lotId: String(P(massGrams, provenance, salt)),
    };
  };
  const shares = (seed: string) =>
    Array.from({ length: 14 }, (_, j) => pseudoRandom(`${seed} share ${j}`, 10n ** 9n + 1n));

  const policy = (rows: readonly (readonly bigint[])[], massMin: bigint, massMax: bigint) => {
    const widths = [14, 16, 16, 16, 16, 48];
    const packed = Array.from({ length: 8 }, (_, i) =>
      // a negative constant c stands as 2^48 + c
      pack(
        widths.map((width, f) => [((rows[i]?.[f] ?? 0n) + 2n ** BigInt(width)) % 2n ** BigInt(width), width]),
      ),
    );
    const words = [0, 2, 4, 6].map((i) => (packed[i] ?? 0n) + 2n ** 126n * (packed[i + 1] ?? 0n));
    const interval = massMin + 2n ** 32n * massMax;
    return {
      rows: rows.map(text),
      massMin: String(massMin),
      massMax: String(massMax),
      packedRows: text(packed),
      words: text(words),
      interval: String(interval),
      policyId: String(P(...words, interval)),
    };
  };

  const site = (seed: string, profile: readonly bigint[], process: readonly bigint[]) => {
    const siteSecret = pseudoRandom(`${seed} site`, r);
    const traceSecret = pseudoRandom(`${seed} trace`, r);
    const privateKey = createHash("sha256").update(`${seed} assayer`).digest();
    const assayer = publicKeyOf(privateKey);
    const siteKey = P(siteSecret, tag(1));
    const traceKey = P(traceSecret, tag(2));
    const keysHash = P(siteKey, traceKey, ...assayer);
    const packed = pack([2, 14, 16, 32, 16, 16].map((width, f) => [profile[f] ?? 0n, width]));
    const commitment = P(...process, tag(5));
    const statement = [P(1n, 2n, 3n), siteKey, pseudoRandom(`${seed} deployment`, r), 0n];
    const message = P(...statement, tag(4));
    const signature = sign(privateKey, message);
    return {
      siteSecret: String(siteSecret),
      traceSecret: String(traceSecret),
      siteKey: String(siteKey),
      traceKey: String(traceKey),
      keysHash: String(keysHash),
      /** rights, grants, permits, unitGrams, auditedOn, validUntil */
      profile: text(profile),
      packedProfile: String(packed),
      /** emissionFloor, primaryShare, yieldMin, yieldMax, salt */
      process: text(process),
      processCommitment: String(commitment),
      leaf: String(P(keysHash, packed, commitment)),
      permits: [0n, 1n, 65_535n].map((index) => ({
        period: "674",
        index: String(index),
        permit: String(P(traceSecret, 674n, index, tag(3))),
      })),
      assay: {
        privateKey: privateKey.toString("hex"),
        assayer: text(assayer),
        /** lotId, siteKey, deployment, parent */
        statement: text(statement),
        message: String(message),
        r8: text(signature.r8),
        s: String(signature.s),
      },
    };
  };

  /** A lean incremental Merkle tree, level by level: the last node of an odd level moves up as it is. */
  const tree = (size: number) => {
    const leaves = Array.from({ length: size }, (_, i) => pseudoRandom(`leaf ${i}`, r));
    const levels = [leaves];
    for (let level = leaves; level.length > 1; levels.push(level)) {
      const below = level;
      level = Array.from({ length: Math.ceil(below.length / 2) }, (_, i) => {
        const left = below[2 * i] ?? 0n;
        const right = below[2 * i + 1];
        return right === undefined ? left : P(left, right);
      });
    }
    const paths = leaves.map((_, position) => {
      const siblings: bigint[] = [];
      let index = 0;
      levels.slice(0, -1).forEach((level, l) => {
        const at = position >> l;
        const sibling = level[at ^ 1];
        if (sibling === undefined) return;
        index += (at & 1) << siblings.length;
        siblings.push(sibling);
      });
      return { index, siblings: text(siblings) };
    });
    return { leaves: text(leaves), root: String(levels.at(-1)?.[0] ?? 0n), paths };
  };

  const registry = (root: bigint, rules: readonly number[], deployment: bigint) => {
    const attributeRules = rules.reduce((sum, rule, j) => sum + BigInt(rule) * 4n ** BigInt(j), 0n);
    return {
      root: String(root),
      rules,
      attributeRules: String(attributeRules),
      deployment: String(deployment),
      registry: String(P(root, attributeRules, deployment, tag(6))),
    };
  };

  const maxShare = 10n ** 9n;
  const cap = 2n ** 30n - 1n;

  /** A whole mint, from the secrets to the signature: the inputs of the circuit by signal name. */
  const mint = () => {
    const secret = (name: string) => pseudoRandom(`mint ${name}`, r);
    const privateKey = createHash("sha256").update("mint assayer").digest();
    const assayer = publicKeyOf(privateKey);
    const [siteKey, traceKey] = [P(secret("site"), tag(1)), P(secret("trace"), tag(2))];
    // may mint; attributes 0 and 9; 40 permits of 20 t; audited on 2026-01-01, valid to 2027-12-31
    const profile = pack([
      [1n, 2],
      [0b10_0000_0001n, 14],
      [40n, 16],
      [20_000_000n, 32],
      [20_454n, 16],
      [21_183n, 16],
    ]);
    // 8 kg/kg, 3/4 of it primary
    const process = [8_000_000n, 7_500n, 0n, 10_000n, secret("process salt")];
    const leaf = P(P(siteKey, traceKey, ...assayer), profile, P(...process, tag(5)));
    const [before, after] = [secret("leaf before"), secret("leaf after")];
    const { registry: itsRegistry, attributeRules } = registry(
      P(P(before, leaf), after),
      [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0],
      secret("deployment"),
    );
    const shares = Array.from({ length: 14 }, (_, j) => (j === 0 || j === 9 ? maxShare : 0n));
    const minted = lot(11_880_000n, [cap - 8_000_000n, 6_000_000n, ...shares], 20_454n, secret("salt"));
    const { r8, s } = sign(privateKey, P(BigInt(minted.lotId), siteKey, secret("deployment"), 0n, tag(4)));
    const inputs = {
      lotId: minted.lotId,
      registry: itsRegistry,
      day: "20528",
      period: "674",
      permit: String(P(secret("trace"), 674n, 3n, tag(3))),
      context: String(secret("context")),
      massGrams: minted.massGrams,
      co2eMargin: minted.lanes[0] ?? "",
      co2ePrimary: minted.lanes[1] ?? "",
      salt: minted.salt,
      siteSecret: String(secret("site")),
      traceSecret: String(secret("trace")),
      assayer: text(assayer),
      profile: String(profile),
      emissionFloor: String(process[0]),
      primaryShare: String(process[1]),
      yieldMin: String(process[2]),
      yieldMax: String(process[3]),
      processSalt: String(process[4]),
      depth: "2",
      index: "1",
      siblings: text([before, after, ...Array.from({ length: 14 }, () => 0n)]),
      attributeRules,
      deployment: String(secret("deployment")),
      permitIndex: "3",
      signatureR8: text(r8),
      signatureS: String(s),
    };
    return { privateKey: privateKey.toString("hex"), leaves: text([before, leaf, after]), inputs };
  };

  return {
    poseidon: [2, 3, 4, 5, 6].flatMap((arity) => {
      const inputs = [
        Array.from({ length: arity }, () => 0n),
        Array.from({ length: arity }, () => r - 1n),
        Array.from({ length: arity }, (_, i) => BigInt(i + 1)),
        Array.from({ length: arity }, (_, i) => pseudoRandom(`poseidon ${arity} ${i}`, r)),
      ];
      return inputs.map((values) => ({ inputs: text(values), hash: String(P(...values)) }));
    }),
    lots: [
      lot(
        1n,
        Array.from({ length: 16 }, () => 0n),
        0n,
        0n,
      ),
      lot(2n ** 32n - 1n, [cap, 0n, ...Array.from({ length: 14 }, () => maxShare)], 65_535n, r - 1n),
      lot(17_243_496n, [cap - 13_273_341n, 13_273_339n, ...shares("K1")], 20_104n, pseudoRandom("K1", r)),
      lot(1_905_000n, [0n, cap, ...shares("Y")], 20_500n, pseudoRandom("Y", r)),
    ],
    policies: [
      policy([[1n << 7n, 1n, 0n, 0n, 0n, -160_000_000n]], 0n, 2n ** 32n - 1n),
      policy([], 10_000_000n, 2n ** 32n - 1n),
      policy(
        [
          [1n, 1n, 0n, 0n, 0n, -999_999_000n],
          [0n, 0n, 0n, 1n, 0n, 15_000_000n - cap],
          [0n, 0n, 0n, 0n, 1n, 365n],
        ],
        0n,
        12_000_000n,
      ),
      policy(
        Array.from({ length: 8 }, () => [16_383n, 65_535n, 65_535n, 65_535n, 65_535n, -(2n ** 47n)]),
        2n ** 32n - 1n,
        2n ** 32n - 1n,
      ),
      policy(
        Array.from({ length: 8 }, () => [1n << 13n, 1n, 0n, 0n, 65_535n, 2n ** 47n - 1n]),
        1n,
        1n,
      ),
    ],
    sites: [
      site(
        "mine",
        [1n, 0b10_0010_1111n, 40n, 20_000_000n, 20_454n, 21_184n],
        [8_000_000n, 10_000n, 0n, 10_000n, 1n],
      ),
      site(
        "refiner",
        [2n, 0b100_0000_0001n, 1n, 2n ** 32n - 1n, 0n, 65_535n],
        [4_000_000n, 7_500n, 9_500n, 9_900n, r - 1n],
      ),
      site("all", [3n, 16_383n, 65_535n, 1n, 65_535n, 65_535n], [cap, 0n, 10_000n, 10_000n, 0n]),
    ],
    mint: mint(),
    trees: [1, 2, 3, 5, 8, 13].map(tree),
    registries: [
      registry(
        pseudoRandom("root", r),
        [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0],
        pseudoRandom("deployment", r),
      ),
      registry(
        1n,
        Array.from({ length: 14 }, () => 2),
        r - 1n,
      ),
    ],
  };
}

if (import.meta.main) {
  const file = new URL("vectors.json", import.meta.url);
  const options = { ...(await resolveConfig(file)), parser: "json" };
  writeFileSync(file, await format(JSON.stringify(await makeVectors()), options));
}
