import { once } from "node:events";
import { createServer } from "node:http";
import path from "node:path";

import { expect } from "chai";
import { build } from "esbuild";
import { describe, it } from "mocha";
import { z } from "zod/v4";

import { asJson } from "../../../scripts/core/json.ts";
import { loadArtefacts } from "../../../scripts/prover/artefacts.ts";
import { ProofVerifier } from "../../../scripts/prover/verify-proof.ts";
import { parseVerifyingKey } from "../../../scripts/prover/verifying-key.ts";
import { openBrowser } from "../../browser/open.ts";
import { honestInputs } from "../../fixtures/circuits/honest-inputs.ts";
import { engineModule } from "../../fixtures/engine.ts";

const word = z.coerce.bigint();
const provenSchema = z.object({
  proof: z.tuple([word, word, word, word, word, word, word, word]),
  publicSignals: z.array(word),
});

describe("the engine in a page", () => {
  it("makes one proof of a claim, witness and all, in a browser", async () => {
    const { wasm, zkey, vkey } = loadArtefacts("claim");
    const { outputFiles } = await build({
      entryPoints: [path.join(import.meta.dirname, "../../fixtures/page-prover.ts")],
      bundle: true,
      format: "iife",
      write: false,
      logLevel: "silent",
    });
    const files: Readonly<Record<string, Uint8Array | string>> = {
      "/": `<!doctype html><title>Prover</title><script>${outputFiles[0]?.text.replaceAll("</script", "<\\/script") ?? ""}</script>`,
      "/engine": await engineModule(),
      "/wasm": wasm,
      "/zkey": zkey,
    };
    const server = createServer((request, response) => {
      response.setHeader("content-type", request.url === "/" ? "text/html" : "application/octet-stream");
      response.end(files[request.url ?? ""] ?? "");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      const inputs = honestInputs("claim", "page");
      const statement = asJson({ circuit: "claim", inputs, engine: "/engine", wasm: "/wasm", zkey: "/zkey" });
      const { proof, publicSignals } = provenSchema.parse(await page.evaluate(`proveOnPage(${statement})`));
      const verifier = new ProofVerifier(parseVerifyingKey(vkey));
      expect(verifier.verify(proof, publicSignals)).to.equal(true);
      const [first = 0n, ...others] = publicSignals;
      expect(verifier.verify(proof, [first + 1n, ...others])).to.equal(false);
    } finally {
      await browser.close();
      server.close();
      server.closeAllConnections();
    }
  });
});
