import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { inWords } from "./language.ts";
import { closeNodes } from "./node.ts";
import { type Answer, asDocument, printAnswer } from "./print.ts";
import { asMissingSecret, askAtTerminalsOnly } from "./secrets.ts";

export interface Printed {
  readonly json: boolean;
}

/** A task's arguments by their names: texts, flags, and lists of words. */
export type Given<
  Texts extends string,
  Flags extends string = never,
  Lists extends string = never,
> = Readonly<Record<Texts, string> & Record<Flags, boolean> & Record<Lists, readonly string[]>>;

/** A task's action: does `work`, prints its answer, and ends in words if it can't be done. */
export function action<A extends Printed>(
  work: (given: A, hre: HardhatRuntimeEnvironment) => Answer | Promise<Answer>,
): NewTaskActionFunction<A> {
  return (given, hre) =>
    plainly(given.json, async () => {
      askAtTerminalsOnly(hre);
      try {
        printAnswer(await work(given, hre), given.json);
      } catch (thrown) {
        throw asMissingSecret(thrown);
      } finally {
        closeNodes(hre);
      }
    });
}

/** Does a task's work; what goes wrong is told in words, without a stack, and in the exit code. */
export async function plainly(asJson: boolean, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (isStackWanted()) throw thrown;
    printError(thrown, asJson);
  }
}

/** Whether the command line asks for stacks; Hardhat's own setting would show them on every build server. */
function isStackWanted(): boolean {
  return process.argv.includes("--show-stack-traces");
}

function printError(thrown: unknown, asJson: boolean): void {
  const { code, message, remedy } = inQuestion(thrown);
  console.error(`${inWords(phrase`Error: ${message}`)}\n  → ${inWords(remedy)}`);
  if (asJson)
    console.log(asDocument({ error: { code, message: inWords(message), remedy: inWords(remedy) } }));
  process.exitCode = thrown instanceof KoboldError ? exitCodeOf(thrown.code) : 1;
}

function inQuestion(thrown: unknown): { code: string; message: Text; remedy: Text } {
  if (thrown instanceof KoboldError) return { code: thrown.code, ...thrown.said };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Error && thrown.name === "HardhatError") {
    return { code: "HARDHAT", message, remedy: phrase`see hardhat.config.ts and the options of the command` };
  }
  return {
    code: "UNEXPECTED",
    message,
    remedy: phrase`this is a fault of Kobold: run it again with --show-stack-traces, and report what it shows`,
  };
}
