import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Plugin } from "esbuild";

import { EMPTY_PAGE, pageHashOf } from "../passport/page-file.ts";
import { isCheckout, projectRoot } from "../prover/files.ts";

const folder = path.join(projectRoot, "scripts", "passport", "page");
/** Where a package has the page; a checkout builds it whenever it is asked for. */
export const BUILT_PAGE = path.join(folder, "build", "page.html");
const ENTRY = path.join(folder, "main.ts");

/** Its package does not say that importing a hash does nothing by itself, so unused ones would stay: 50 kB. */
const pureHashes: Plugin = {
  name: "pure-hashes",
  setup(build) {
    build.onResolve({ filter: /^poseidon-lite\// }, async ({ path: name, kind, resolveDir, pluginData }) => {
      // asked by ourselves
      if (pluginData === pureHashes) return undefined;
      const found = await build.resolve(name, { kind, resolveDir, pluginData: pureHashes });
      return { ...found, sideEffects: false };
    });
  },
};

/**
 * The page that checks passports, of none yet: it opens files, and connects to nothing. The same sources give the same bytes.
 * @param entry the program's first file
 */
export async function buildPage(entry = ENTRY): Promise<string> {
  const { build, transform } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [entry],
    // so that no path of this machine comes in
    absWorkingDir: projectRoot,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    // licences ask that their notice is kept
    legalComments: "eof",
    plugins: [pureHashes],
    write: false,
    logLevel: "silent",
  });
  const script = (outputFiles[0]?.text ?? "").trim().replaceAll("</script", "<\\/script");
  const css = readFileSync(path.join(folder, "page.css"), "utf8");
  const { code: style } = await transform(css, { loader: "css", minify: true, charset: "utf8" });
  return shell(script, style.trim());
}

let page: Promise<string> | undefined;

/** The same, but read where a package has it; once a process, since building takes a while. */
export function readPage(): Promise<string> {
  page ??= isCheckout() ? buildPage() : readFile(BUILT_PAGE, "utf8");
  return page;
}

/** What a deployment's file names the page of this edition by. */
export async function readPageHash(): Promise<string> {
  return pageHashOf(await readPage());
}

function shell(script: string, style: string): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    EMPTY_PAGE.connect,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>Battery passport</title>
<style>${style}</style>
</head>
<body>
<noscript>This page checks proofs, for which it needs JavaScript. It says nothing unchecked.</noscript>
${EMPTY_PAGE.data}
<script>${script}</script>
</body>
</html>
`;
}

/** As a content security policy names it. */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
