import type { TestOperation } from "../fixtures/operations.ts";
import type { Dice } from "./dice.ts";
import { GAS, type History, type Step } from "./history.ts";
import { type Command, execute, isAuthorised } from "./rules-lots.ts";
import type { Name } from "./world.ts";
import { encoded } from "../fixtures/operations.ts";

/** An operation ready to be sent. */
export interface Built {
  readonly by: Name;
  readonly variant: string;
  readonly operation: TestOperation;
}

interface Wish {
  /** Who is going to send it. */
  readonly by?: Name | undefined;
  /** Rather a lot that has ended. */
  readonly ended?: boolean;
}

/** A lot to be used, mostly active, and who sends it, mostly somebody who may. */
export function pickParent(
  history: History,
  dice: Dice,
  { by, ended = false }: Wish,
): { lotId: bigint; by: Name } | undefined {
  const { state, world } = history;
  const all = [...state.lots];
  const usable = all.filter(
    ([, lot]) =>
      lot.status === "active" && (by === undefined || isAuthorised(state, lot, world.addressOf(by))),
  );
  const unusable = all.filter(([, { status }]) => (ended ? status === "consumed" : status !== "active"));
  const others = ended || dice.chance(4);
  const [lotId, lot] = dice.pick(others && unusable.length > 0 ? unusable : usable) ?? [];
  if (lotId === undefined || lot === undefined) return undefined;
  return { lotId, by: by ?? senderFor(history, dice, lotId) };
}

/** Mostly somebody who may use the lot; now and then anyone. */
export function senderFor({ state, world }: History, dice: Dice, lotId: bigint): Name {
  const lot = state.lots.get(lotId);
  const rightful = world.names.filter(
    (name) => lot !== undefined && isAuthorised(state, lot, world.addressOf(name)),
  );
  const stranger = dice.chance(6) ? dice.pick(world.names) : undefined;
  return stranger ?? dice.pick(rightful) ?? "alice";
}

/** A part of a list: an operation, or a handover or retirement, which is a step by itself. */
export type Part = TestOperation | Handover;
export type Handover = Step & { readonly command: string };

/** A call of `execute`; of several commands, each is also tried alone. */
export function executeStep(
  { world }: Pick<History, "world">,
  by: Name,
  variant: string,
  parts: readonly Part[],
): Step {
  const kinds = ["mint", "split", "merge", "refine"];
  const [first] = parts;
  const commands = parts.flatMap((part) => ("command" in part ? [part.command] : encoded([part])));
  return {
    kind:
      parts.length === 1 && first !== undefined && !("command" in first)
        ? (kinds[first.kind] ?? "")
        : "batch",
    variant,
    by,
    send: (signer) => world.cobaltLot.connect(signer).execute(commands, GAS),
    predict: (state, call) => {
      execute(state, parts.map(ruleOf), call);
    },
    ...(parts.length === 1
      ? {}
      : {
          singles: parts.map((part) =>
            "command" in part ? part : executeStep({ world }, by, variant, [part]),
          ),
        }),
  };
}

const ruleOf = (part: Part): Command =>
  "command" in part
    ? (state, call) => {
        part.predict?.(state, call);
      }
    : part;
