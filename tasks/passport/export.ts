import { exportAnswer } from "../exports/answer.ts";
import type { ExportGiven } from "../exports/options.ts";
import { action, type Given, type Printed } from "../ui/action.ts";
import { checkGiven } from "./check.ts";

type ExportArguments = Printed & ExportGiven & Given<"passport" | "block" | "deployment">;

export default action<ExportArguments>((given, hre) => exportAnswer(given, () => checkGiven(given, hre)));
