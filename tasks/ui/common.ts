import { phrase } from "../../scripts/core/phrase.ts";
import { argument, flag, option } from "./define.ts";

// What tasks of several nouns, or several of one, are given.

export const yes = flag("yes", phrase`Do not ask`);
export const lot = argument("lot", phrase`The lot's label in the vault, or the first digits of its id`);
export const publicLot = argument("lot", phrase`The lot's id, or its first digits while it lives`);
export const publicPolicies = argument(
  "policies",
  phrase`Policies by first digits of the id, or words in quotes`,
);
export const full = flag("full", phrase`Make the powers of tau again, and check the keys against them`);
export const site = option("site", phrase`The site's name in the vault; needed where it has several`);
export const wet = option("wet", phrase`Wet mass on the weighbridge, such as 48t`);
export const moisture = option("moisture", phrase`Water in the wet mass, such as 25%`);
export const grade = option("grade", phrase`Cobalt in the dry mass, such as 33%`);
export const co2e = option(
  "co2e",
  phrase`Its footprint, such as 8kg/kg; the least that the audit allows by default`,
);
export const documents = option("documents", phrase`The documents; a hash of them goes on the chain`);
export const predecessors = option(
  "predecessors",
  phrase`Files of the deployments that this one goes on from, the nearest first, separated by commas`,
);
export const received = argument("file", phrase`The sealed file received`);
export const out = argument("out", phrase`The sealed file to write`);
export const contractAccount = option(
  "contractAccount",
  phrase`The account, where it is a contract such as a multi-signature wallet`,
);
