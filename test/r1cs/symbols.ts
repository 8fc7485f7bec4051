import { readFileSync } from "node:fs";

import type { Combination, Constraint, R1cs } from "./r1cs.ts";

/** An instance with more connections is shown without them. */
const MAX_SHOWN = 6;

/** The names of a circuit's wires, by circom's .sym file. */
export class Symbols {
  /** Wire → names; simplification joins signals that are equal. */
  readonly #names = new Map<number, string>();
  readonly wireOf = new Map<string, number>();
  readonly #r1cs: R1cs;
  /** Instance → the signals around it that it is connected to; made when first asked for. */
  #connections: Map<string, Set<string>> | undefined;

  constructor(symPath: string, r1cs: R1cs) {
    this.#r1cs = r1cs;
    for (const line of readFileSync(symPath, "utf8").trimEnd().split("\n")) {
      const [, wire = "", , name = ""] = line.split(",");
      if (wire === "-1") continue;
      this.wireOf.set(name, Number(wire));
      this.#names.set(Number(wire), name);
    }
  }

  nameOf(wire: number): string {
    return this.#names.get(wire) ?? `wire ${wire}`;
  }

  /**
   * Says which rule a constraint is part of: the templates around it with what they are connected to, then its
   * signals, as in `main > AtMost(massGrams, unitGrams) > Range(small) > Num2Bits(in): in, out`.
   */
  ruleOf(constraint: Constraint): string {
    const names = wiresOf(constraint).map((wire) => this.nameOf(wire).split("."));
    const path = commonPrefix(names.map((name) => name.slice(0, -1)));
    const signals = unique(names.map((name) => withoutIndices(name.slice(path.length).join("."))));
    const around = path.slice(1).map((_, i) => this.#instance(path.slice(0, i + 2)));
    return `${["main", ...around].join(" > ")}: ${signals.sort().join(", ")}`;
  }

  #instance(path: readonly string[]): string {
    const connected = [...((this.#connections ??= this.#findConnections()).get(path.join(".")) ?? [])];
    const shown = connected.length > MAX_SHOWN ? "…" : connected.sort().join(", ");
    return `${templateOf(path.at(-1) ?? "")}(${shown})`;
  }

  #findConnections(): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const { a, c } of this.#r1cs.constraints) {
      if (a.wires.length > 0) continue;
      const names = c.wires.filter((wire) => wire !== 0).map((wire) => this.nameOf(wire).split("."));
      const depth = commonPrefix(names.map((name) => name.slice(0, -1))).length;
      for (const name of names.filter(({ length }) => length === depth + 2)) {
        const instance = name.slice(0, -1).join(".");
        const others = names
          .filter((other) => other !== name)
          .map((other) => withoutIndices(other.at(-1) ?? ""));
        found.set(instance, new Set([...(found.get(instance) ?? []), ...others]));
      }
    }
    return found;
  }
}

export function wiresOf({ a, b, c }: Constraint): number[] {
  return unique([a, b, c].flatMap(({ wires }: Combination) => wires)).filter((wire) => wire !== 0);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function withoutIndices(name: string): string {
  return name.replaceAll(/\[\d+\]/g, "");
}

/** Anonymous instances are named by template, line and place. */
function templateOf(instance: string): string {
  return instance.replace(/_\d+_\d+(\[.*)?$/, "");
}

function commonPrefix(paths: readonly (readonly string[])[]): string[] {
  const [first = [], ...rest] = paths;
  const length = first.findIndex((part, i) => rest.some((path) => path[i] !== part));
  return length < 0 ? [...first] : first.slice(0, length);
}
