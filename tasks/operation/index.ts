import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import * as common from "../ui/common.ts";
import { argument, deskTask, nounTasks } from "../ui/define.ts";

const operation = argument("operation", phrase`The operation's id, or its first characters`);

export const operationTasks = nounTasks(
  "operation",
  phrase`See what is on its way, hurry it or call it off`,
  [
    deskTask("operation list", phrase`Show the operations that are under way`, "").setAction(
      built(() => import("./list.ts")),
    ),
    deskTask(
      "operation speed-up",
      phrase`Send an operation that waits again, at a higher fee`,
      "5f0c --max-fee 80",
    )
      .addPositionalArgument(operation)
      .setAction(built(() => import("./speed-up.ts"))),
    deskTask(
      "operation cancel",
      phrase`Have a transaction that does nothing take the place of an operation that waits`,
      "5f0c",
    )
      .addPositionalArgument(operation)
      .addFlag(common.yes)
      .setAction(built(() => import("./cancel.ts"))),
  ],
);
