import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";
import ts from "typescript";

import { child, parseSolidity, walk } from "./mutation/solidity-ast.ts";

/**
 * What each folder of scripts/ may import, beside itself: folders first, then packages. `node` stands for Node's own
 * modules, `types` for the contracts' generated types, `circuits` for the manifest.
 */
const MAY_IMPORT: Readonly<Record<string, string>> = {
  core: "@zk-kit poseidon-lite",
  ignition: "types @nomicfoundation node zod",
  notes: "core @hpke node zod",
  sheets: "core @e965 csv-parse node",
  prover: "core circuits @noble node snarkjs zod",
  passport: "core circuits prover @noble",
  exports: "core passport @noble",
  chain: "core ignition passport types @nomicfoundation @zk-kit ethers hardhat node zod",
  vault: "core notes node zod",
  lineage: "core chain types @hpcc-js ethers node",
  setup: "core chain circuits ignition passport prover types circom2 esbuild ethers node snarkjs",
  desk: "core notes sheets prover chain vault types ethers node zod",
  doctor: "core notes prover chain vault desk ethers node zod",
};
/** What may play with everything: nobody but a task, a test or a benchmark imports it. */
const PLAYERS = ["demo", "bench"];

// the engine's module is written in AssemblyScript, which only looks like TypeScript
const sources = globSync("{scripts/*,tasks}/**/*.{ts,mjs}", {
  exclude: ["scripts/prover/engine/assembly/**"],
}).sort();

interface Import {
  readonly from: string;
  /** A file of this repository, or a package. */
  readonly to: string;
  /** Whether it is loaded at once: no type, and no `await import()`. */
  readonly isLoaded: boolean;
}

/** All imports of a file, `import type` and `import()` included. */
function importsOf(from: string): Import[] {
  const source = ts.createSourceFile(from, readFileSync(from, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, isLoaded: boolean) => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return;
    const to = node.text.startsWith(".") ? path.join(path.dirname(from), node.text) : node.text;
    found.push({ from, to, isLoaded });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, !node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, false);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const imports = sources.flatMap(importsOf);
const byFile = new Map(sources.map((file) => [file, imports.filter(({ from }) => from === file)]));

/** `scripts/core/lot.ts` as `core`, `tasks/lot/mint.ts` as `tasks`, a package as its first word. */
function roomOf(target: string): string {
  const [first = "", second = ""] = target.split("/");
  if (first.startsWith("node:")) return "node";
  return first === "scripts" ? second : first;
}

/** The way by which `from` comes to a file that is sought, by the imports that count. */
function wayTo(
  from: string,
  isSought: (file: string) => boolean,
  counts: (each: Import) => boolean,
): string[] {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const [file] of cameFrom) {
    for (const each of (byFile.get(file) ?? []).filter(counts)) {
      if (!cameFrom.has(each.to)) cameFrom.set(each.to, file);
      if (!isSought(each.to)) continue;
      const way = [each.to];
      for (let at: string | undefined = file; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
      return way;
    }
  }
  return [];
}

describe("the layers", () => {
  it("are those of the folders that there are", () => {
    const rooms = new Set(sources.map(roomOf));
    expect([...Object.keys(MAY_IMPORT), ...PLAYERS, "tasks"]).to.have.members([...rooms]);
  });

  it("import what is below them alone", () => {
    const wrong = imports.filter(({ from, to }) => {
      const [room, target] = [roomOf(from), roomOf(to)];
      if (room === target || PLAYERS.includes(room)) return false;
      if (room === "tasks") return target === "bench" || target === "test";
      return !(MAY_IMPORT[room] ?? "").split(" ").includes(target);
    });
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).to.deep.equal([]);
  });

  it("import files that exist, and in no circle", () => {
    const missing = imports.filter(({ to }) => /^(scripts|tasks)\//.test(to) && !existsSync(to));
    expect(missing.map(({ from, to }) => `${from} -> ${to}`)).to.deep.equal([]);
    const circles = sources.map((file) =>
      wayTo(
        file,
        (each) => each === file,
        () => true,
      ),
    );
    expect(circles.filter((way) => way.length > 0)).to.deep.equal([]);
  });
});

describe("core, and the calculation of witnesses", () => {
  it("name nothing that only Node has, so that they run in a page", () => {
    const files = sources.filter((file) => file.startsWith("scripts/core/"));
    for (const file of [...files, "scripts/prover/witness.ts"])
      expect(readFileSync(file, "utf8"), file).not.to.match(
        /\bBuffer\b|\bprocess\.(env|argv|std|cwd|exit|on)/,
      );
  });
});

describe("the proving engine", () => {
  it("loads nothing of Node and no package, so that it runs in a page", () => {
    const isForeign = (each: string) => !/^scripts\/(core|prover)\//.test(each);
    const engine = sources.filter((file) => file.startsWith("scripts/prover/engine/"));
    expect(engine).to.include("scripts/prover/engine/engine.ts");
    const ways = engine.map((file) => wayTo(file, isForeign, ({ isLoaded }) => isLoaded));
    expect(ways.filter((way) => way.length > 0)).to.deep.equal([]);
    const text = engine.map((file) => readFileSync(file, "utf8")).join("\n");
    expect(text).not.to.match(/\b(Buffer|process)\b/);
  });
});

describe("the checker of passports", () => {
  it("loads nothing of Node and few packages, so that it is small in a page", () => {
    const allowed = ["core", "prover", "passport", "circuits", "@noble", "poseidon-lite"];
    // half of a page would be constants of hashes that it never takes
    const isForeign = (each: string) =>
      !allowed.includes(roomOf(each)) || each === "scripts/core/poseidon.ts";
    const checker = sources.filter((file) => file.startsWith("scripts/passport/"));
    expect(checker).to.include("scripts/passport/check-passport.ts");
    const ways = checker.map((file) => wayTo(file, isForeign, ({ isLoaded }) => isLoaded));
    expect(ways.filter((way) => way.length > 0)).to.deep.equal([]);
    // the page alone knows the browser
    const library = checker.filter((file) => !file.startsWith("scripts/passport/page/"));
    const text = library.map((file) => readFileSync(file, "utf8")).join("\n");
    expect(text).not.to.match(/\b(Buffer|process|document|window)\./);
  });
});

describe("what anybody may ask", () => {
  /** Tasks without a vault, by their files. */
  const PUBLIC = [
    "attribute/list",
    "claim/list",
    "claim/verify",
    "deploy",
    "lot/export",
    "lot/trace",
    "passport/export",
    "passport/issue",
    "passport/page",
    "passport/verify",
    "site/list",
    "verify-deployment",
  ];

  const wayToSecrets = (name: string) => {
    // `verify-deployment` holds the verifier's keys against the circuits'
    const rooms = name === "verify-deployment" ? ["vault"] : ["vault", "snarkjs"];
    const isSought = (each: string) => rooms.includes(roomOf(each));
    return wayTo(`tasks/${name}.ts`, isSought, ({ isLoaded }) => isLoaded);
  };

  it("is told from what a firm asks", () => {
    expect(wayToSecrets("lot/show")).not.to.deep.equal([]);
  });

  for (const name of PUBLIC) {
    it(`loads no vault and no prover: ${name}`, () => {
      expect(sources).to.include(`tasks/${name}.ts`);
      expect(wayToSecrets(name)).to.deep.equal([]);
    });
  }
});

describe("Solidity", () => {
  it("has braces around whatever is done on a condition or again and again", () => {
    const bare: string[] = [];
    for (const file of globSync("{contracts,test}/**/*.sol").sort()) {
      const source = readFileSync(file, "utf8");
      walk(parseSolidity(file, source), (node) => {
        for (const field of ["trueBody", "falseBody", "body"]) {
          const body = child(node, field);
          if (body === undefined || !/^(If|For|While|DoWhile)Statement$/.test(node.type)) continue;
          const isBraced = /Block$/.test(body.type) || (field === "falseBody" && body.type === "IfStatement");
          if (!isBraced) bare.push(`${file}: ${source.slice(node.start, body.end)}`);
        }
      });
    }
    expect(bare).to.deep.equal([]);
  });
});
