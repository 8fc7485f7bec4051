import { statSync } from "node:fs";

import { expect } from "chai";
import { describe, it } from "mocha";

import { enginePath } from "../../scripts/prover/files.ts";
import { buildEngine, compileEngine, EngineBuildError, engineSources } from "../../scripts/setup/engine.ts";

describe("the build of the proving engine", () => {
  it("leaves a module of the same sources as it is", async () => {
    await buildEngine();
    const { mtimeMs } = statSync(enginePath());
    await buildEngine();
    expect(statSync(enginePath()).mtimeMs).to.equal(mtimeMs);
  });

  it("takes the compiler's warnings for errors too", async () => {
    const refusal = (source: string) =>
      compileEngine(new Map([["index.ts", source]])).catch((thrown: unknown) => thrown);
    const wrong = await refusal("export function one(): u32 { return nothing; }");
    expect(wrong).to.be.instanceOf(EngineBuildError).with.property("message").that.includes("nothing");
    const doubtful = await refusal("export function low(a: usize): u32 { return a; }");
    expect(doubtful).to.be.instanceOf(EngineBuildError).with.property("message").that.includes("WARNING");
  });

  it("writes both fields from their orders", () => {
    const sources = engineSources();
    expect([...sources.keys()]).to.include.members(["index.ts", "fp.ts", "fr.ts"]);
    expect(sources.get("fp.ts")).not.to.equal(sources.get("fr.ts")?.replaceAll("Fr", "Fp"));
  });
});
