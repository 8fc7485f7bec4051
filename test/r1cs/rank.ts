import { modulo, quotient } from "../fixtures/circuits/lot.ts";
import { type Combination, type R1cs, valueAt } from "./r1cs.ts";

/** Wire → factor. */
type Row = Map<number, bigint>;

/**
 * The wires that could move a little while the inputs stand still: those without a pivot in the constraints'
 * derivatives at this witness. None means that no other witness lies beside this one, by another way of reckoning
 * than `determine`'s.
 */
export function movableWires(r1cs: R1cs, witness: readonly bigint[]): number[] {
  const open = new Set(r1cs.constraints.flatMap(({ a, b, c }) => [...a.wires, ...b.wires, ...c.wires]));
  for (let wire = 0; wire <= r1cs.inputCount; wire++) open.delete(wire);
  const rows = derivatives(r1cs, witness);
  const rowsOf = new Map([...open].map((wire) => [wire, new Set<Row>()]));
  for (const row of rows) for (const wire of row.keys()) rowsOf.get(wire)?.add(row);
  // the shortest row first, and in it the wire of fewest rows: so little is added to the others
  const bySize: Row[][] = [];
  const queue = (row: Row): void => {
    (bySize[row.size] ??= []).push(row);
  };
  rows.forEach(queue);
  for (let size = 1; size < bySize.length; size++) {
    const row = bySize[size]?.pop();
    if (row === undefined) continue;
    if (row.size === size) {
      const pivot = [...row.keys()].reduce((best, wire) =>
        (rowsOf.get(wire)?.size ?? 0) < (rowsOf.get(best)?.size ?? 0) ? wire : best,
      );
      for (const wire of row.keys()) rowsOf.get(wire)?.delete(row);
      const others = [...(rowsOf.get(pivot) ?? [])];
      const inverse = row.size > 1 && others.length > 0 ? quotient(1n, row.get(pivot) ?? 0n) : 0n;
      for (const other of others) clear(other, pivot, row, inverse, rowsOf);
      others.forEach(queue);
      open.delete(pivot);
      row.clear();
    }
    size = 0;
  }
  return [...open];
}

/** Takes `pivot` out of the row by means of another one; `inverse` is that of its factor there. */
function clear(
  row: Row,
  pivot: number,
  by: Row,
  inverse: bigint,
  rowsOf: ReadonlyMap<number, Set<Row>>,
): void {
  const times = modulo((row.get(pivot) ?? 0n) * inverse);
  for (const [wire, factor] of by) {
    const value = wire === pivot ? 0n : modulo((row.get(wire) ?? 0n) - times * factor);
    if (value === 0n) {
      row.delete(wire);
      rowsOf.get(wire)?.delete(row);
    } else {
      row.set(wire, value);
      rowsOf.get(wire)?.add(row);
    }
  }
}

/** Of a · b - c = 0, for each constraint, by every wire that is no input. */
function derivatives({ constraints, inputCount }: R1cs, witness: readonly bigint[]): Row[] {
  return constraints.map(({ a, b, c }) => {
    const row: Row = new Map();
    const add = ({ wires, factors }: Combination, times: bigint): void => {
      if (times === 0n) return;
      wires.forEach((wire, i) => {
        if (wire > inputCount) row.set(wire, modulo((row.get(wire) ?? 0n) + times * (factors[i] ?? 0n)));
      });
    };
    add(a, valueAt(b, witness));
    add(b, valueAt(a, witness));
    add(c, -1n);
    for (const [wire, factor] of row) if (factor === 0n) row.delete(wire);
    return row;
  });
}
