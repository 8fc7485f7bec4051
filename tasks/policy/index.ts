import { phrase } from "../../scripts/core/phrase.ts";
import { built } from "../ui/built.ts";
import { argument, deskTask, flag, nounTasks, operationTask } from "../ui/define.ts";

export const policyTasks = nounTasks("policy", phrase`Define, name and show what lots are claimed to meet`, [
  operationTask(
    "policy define",
    phrase`Define a policy in words, such as "rmap = 100%, co2e <= 15 kg/kg, recycled >= 16%, audited within 12 months, no asm, mass >= 10 t"`,
    'eu-2031 "rmap = 100%, refined = 100%, co2e <= 15 kg/kg, recycled >= 16%, audited within 12 months"',
  )
    .addPositionalArgument(argument("name", phrase`The firm's own name for it, kept in the vault`))
    .addPositionalArgument(argument("words", phrase`Its clauses, with commas between`))
    .addFlag(flag("replace", phrase`Take the name from the policy that has it`))
    .setAction(built(() => import("./define.ts"))),
  deskTask("policy list", phrase`Show the policies of the deployment`, "")
    .addFlag(flag("named", phrase`Only those that have a name in the vault`))
    .setAction(built(() => import("./list.ts"))),
  deskTask("policy show", phrase`Show a policy row by row`, "eu-2031")
    .addPositionalArgument(argument("policy", phrase`Its name, the first digits of its id, or its words`))
    .setAction(built(() => import("./show.ts"))),
]);
