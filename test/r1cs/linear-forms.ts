import { modulo, quotient } from "../fixtures/circuits/lot.ts";
import type { Combination } from "./r1cs.ts";

/** Wire → factor, all of them other than 0. */
export type Form = Map<number, bigint>;

/** Sums of wires that are known, solved for as many wires; a wire alone is known if it is such a sum by itself. */
export class LinearForms {
  /** By pivot: what of it is open, the pivot with the factor 1 included; no form has the pivot of another. */
  readonly #forms = new Map<number, Form>();
  /** Wire → pivots of the forms that it stands in. */
  readonly #standsIn = new Map<number, Set<number>>();

  /** What of a sum is not known, the 1 of wire 0 taken for known. */
  openPart({ wires, factors }: Combination): Form {
    const open: Form = new Map();
    wires.forEach((wire, i) => {
      if (wire !== 0) this.#add(open, wire, factors[i] ?? 0n);
    });
    return open;
  }

  isKnown(wire: number): boolean {
    return this.#forms.get(wire)?.size === 1;
  }

  /** Learns that the open part of a sum is known. @returns the wires whose open part this changes */
  learn(form: Form): number[] {
    const [pivot, factor] = form.entries().next().value ?? [];
    if (pivot === undefined || factor === undefined) return [];
    const solved: Form = new Map();
    const inverse = factor === 1n ? 1n : quotient(1n, factor);
    for (const [wire, each] of form) solved.set(wire, modulo(each * inverse));
    const changed = [...(this.#standsIn.get(pivot) ?? [])];
    for (const other of changed) this.#substitute(other, pivot, solved);
    this.#forms.set(pivot, solved);
    for (const wire of solved.keys()) this.#note(wire, pivot);
    return [pivot, ...changed];
  }

  /** Adds `times` of a wire's open part to a sum. */
  #add(open: Form, wire: number, times: bigint): void {
    const form = this.#forms.get(wire);
    if (form === undefined) put(open, wire, times);
    else for (const [other, factor] of form) if (other !== wire) put(open, other, -times * factor);
  }

  /** Replaces the pivot of a new form in an older one. */
  #substitute(pivot: number, by: number, solved: Form): void {
    const form = this.#forms.get(pivot) ?? new Map<number, bigint>();
    const times = form.get(by) ?? 0n;
    for (const [wire, factor] of solved) {
      put(form, wire, -times * factor);
      if (form.has(wire)) this.#note(wire, pivot);
      else this.#standsIn.get(wire)?.delete(pivot);
    }
  }

  #note(wire: number, pivot: number): void {
    const pivots = this.#standsIn.get(wire);
    if (pivots === undefined) this.#standsIn.set(wire, new Set([pivot]));
    else pivots.add(pivot);
  }
}

function put(form: Form, wire: number, value: bigint): void {
  const sum = modulo((form.get(wire) ?? 0n) + value);
  if (sum === 0n) form.delete(wire);
  else form.set(wire, sum);
}
