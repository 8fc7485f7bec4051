import { pairSize } from "./sizes";

/**
 * A pair of points in projective coordinates x = X/Z, y = Y/Z; infinity is (0, 1, 0). F is the coordinates' field: Fp for
 * G1, y² = x³ + 3; Fp2 for G2, y² = x³ + 3/(9 + u).
 */
@unmanaged
export class Points<F> {
  get x(): F {
    return changetype<F>(changetype<usize>(this));
  }
  get y(): F {
    return changetype<F>(changetype<usize>(this) + pairSize<F>());
  }
  get z(): F {
    return changetype<F>(changetype<usize>(this) + 2 * pairSize<F>());
  }

  set(p: Points<F>): void {
    memory.copy(changetype<usize>(this), changetype<usize>(p), 3 * pairSize<F>());
  }

  setInfinity(): void {
    this.x.setZero();
    this.y.setOne();
    this.z.setZero();
  }

  setLane(lane: u32, p: Points<F>, from: u32): void {
    this.x.setLane(lane, p.x, from);
    this.y.setLane(lane, p.y, from);
    this.z.setLane(lane, p.z, from);
  }

  // The sum of any two points, equal, opposite or infinite: J. Renes, C. Costello, L. Batina, "Complete addition formulas
  // for prime order elliptic curves" (EUROCRYPT 2016), algorithm 7. `b3` is three times the curve's constant.
  add(p: Points<F>, q: Points<F>, b3: F): void {
    const t0 = changetype<F>(memory.data(160, 16));
    const t1 = changetype<F>(memory.data(160, 16));
    const t2 = changetype<F>(memory.data(160, 16));
    const t3 = changetype<F>(memory.data(160, 16));
    const t4 = changetype<F>(memory.data(160, 16));
    const x3 = changetype<F>(memory.data(160, 16));
    const y3 = changetype<F>(memory.data(160, 16));
    const z3 = changetype<F>(memory.data(160, 16));
    t0.mul(p.x, q.x);
    t1.mul(p.y, q.y);
    t2.mul(p.z, q.z);
    t3.add(p.x, p.y);
    t4.add(q.x, q.y);
    t3.mul(t3, t4);
    t4.add(t0, t1);
    t3.sub(t3, t4);
    t4.add(p.y, p.z);
    x3.add(q.y, q.z);
    t4.mul(t4, x3);
    x3.add(t1, t2);
    t4.sub(t4, x3);
    x3.add(p.x, p.z);
    y3.add(q.x, q.z);
    x3.mul(x3, y3);
    y3.add(t0, t2);
    y3.sub(x3, y3);
    x3.add(t0, t0);
    t0.add(x3, t0);
    t2.mul(b3, t2);
    z3.add(t1, t2);
    t1.sub(t1, t2);
    y3.mul(b3, y3);
    x3.mul(t4, y3);
    t2.mul(t3, t1);
    this.x.sub(t2, x3);
    y3.mul(y3, t0);
    t1.mul(t1, z3);
    this.y.add(t1, y3);
    t0.mul(t0, t3);
    z3.mul(z3, t4);
    this.z.add(z3, t0);
  }
}
