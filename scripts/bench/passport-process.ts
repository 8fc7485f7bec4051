import { readFileSync } from "node:fs";

import { checkPassport } from "../passport/check-passport.ts";
import { readPassport } from "../passport/file.ts";
import { httpAsk } from "../passport/node.ts";

// One check of a passport, as an auditor's script makes it. Arguments: the passport's file, the node's URL.
const [file = "", url = ""] = process.argv.slice(2);
const passport = readPassport(readFileSync(file, "utf8"));
let told = 0;
const start = performance.now();
const { verdict, checks, facts } = await checkPassport(passport, {
  ask: httpAsk(url),
  onProgress: () => told++,
});
const ms = performance.now() - start;
const operations = Object.values(facts.lineage?.operations ?? {}).reduce((sum, count) => sum + count, 0);
const memoryMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ verdict, checks: checks.length, operations, told, ms, memoryMb }));
