import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { exportAnswer } from "../exports/answer.ts";
import type { ExportGiven } from "../exports/options.ts";
import { action, type Given, type Printed } from "../ui/action.ts";
import { checkGiven } from "./check.ts";
import { filesIn } from "./packs.ts";

type ExportArguments = Printed & ExportGiven & Given<"passport" | "block" | "deployment">;

export default action<ExportArguments>((given, hre) => {
  const names = filesIn(given.passport);
  const [passport] = names;
  if (passport === undefined) {
    throw new KoboldError("BAD_INPUT", phrase`no passport is given`, phrase`name files, or a folder of them`);
  }
  const isFolder = passport !== given.passport;
  return exportAnswer(given, () => checkGiven({ ...given, passport }, hre), isFolder ? names : undefined);
});
