import { phrase } from "../../scripts/core/phrase.ts";
import * as common from "../ui/common.ts";
import { jsonTask, nounTasks } from "../ui/define.ts";

export const circuitsTasks = nounTasks(
  "circuits",
  phrase`Build the circuits, make and check their development keys`,
  [
    jsonTask("circuits build", phrase`Compile the circuits that have changed`, "").setAction(
      () => import("./build.ts"),
    ),
    jsonTask("circuits info", phrase`Show the size of each circuit and its key`, "--json").setAction(
      () => import("./info.ts"),
    ),
    jsonTask(
      "circuits setup",
      phrase`Make the development keys of the circuits that have changed`,
      "",
    ).setAction(() => import("./setup.ts")),
    jsonTask(
      "circuits verify",
      phrase`Check circuits, development keys and generated files against one another`,
      "",
      "--full",
    )
      .addFlag(common.full)
      .setAction(() => import("./verify.ts")),
  ],
);
