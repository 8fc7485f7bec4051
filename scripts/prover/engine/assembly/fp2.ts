import { Fp } from "./fp";

const T0 = changetype<Fp>(memory.data(80, 16));
const T1 = changetype<Fp>(memory.data(80, 16));
const T2 = changetype<Fp>(memory.data(80, 16));
const T3 = changetype<Fp>(memory.data(80, 16));
const U0 = changetype<Fp>(memory.data(80, 16));
const U1 = changetype<Fp>(memory.data(80, 16));
const U2 = changetype<Fp>(memory.data(80, 16));
const U3 = changetype<Fp>(memory.data(80, 16));

/** A pair of elements a + b·u of F_p², where u² = −1: the parts of both lanes, a first. "Short" if both parts are. */
@unmanaged
export class Fp2 {
  get re(): Fp {
    return changetype<Fp>(changetype<usize>(this));
  }
  get im(): Fp {
    return changetype<Fp>(changetype<usize>(this) + 80);
  }

  // Karatsuba's three products; the sums' product is at most (2p)², below the 5·p² that a product may be
  mul(a: Fp2, b: Fp2): void {
    T2.total(a.re, a.im);
    T3.total(b.re, b.im);
    T2.mul(T2, T3);
    T0.mul(a.re, b.re);
    T1.mul(a.im, b.im);
    T3.total(T0, T1);
    this.im.sub(T2, T3);
    this.re.sub(T0, T1);
  }

  // (a + b)(a − b) + 2ab·u
  sqr(a: Fp2): void {
    T0.total(a.re, a.im);
    T1.difference(a.re, a.im);
    T2.mul(a.re, a.im);
    this.re.mul(T0, T1);
    this.re.normalized(this.re);
    this.im.add(T2, T2);
  }

  mulBoth(a: Fp2, b: Fp2, other: Fp2, c: Fp2, d: Fp2): void {
    T2.total(a.re, a.im);
    T3.total(b.re, b.im);
    U2.total(c.re, c.im);
    U3.total(d.re, d.im);
    T2.mulBoth(T2, T3, U2, U2, U3);
    T0.mulBoth(a.re, b.re, U0, c.re, d.re);
    T1.mulBoth(a.im, b.im, U1, c.im, d.im);
    T3.total(T0, T1);
    U3.total(U0, U1);
    this.im.sub(T2, T3);
    this.re.sub(T0, T1);
    other.im.sub(U2, U3);
    other.re.sub(U0, U1);
  }

  sqrBoth(a: Fp2, other: Fp2, c: Fp2): void {
    T0.total(a.re, a.im);
    T1.difference(a.re, a.im);
    U0.total(c.re, c.im);
    U1.difference(c.re, c.im);
    T2.mulBoth(a.re, a.im, U2, c.re, c.im);
    T0.mulBoth(T0, T1, U0, U0, U1);
    this.re.normalized(T0);
    this.im.add(T2, T2);
    other.re.normalized(U0);
    other.im.add(U2, U2);
  }

  add(a: Fp2, b: Fp2): void {
    this.re.add(a.re, b.re);
    this.im.add(a.im, b.im);
  }

  sub(a: Fp2, b: Fp2): void {
    this.re.sub(a.re, b.re);
    this.im.sub(a.im, b.im);
  }

  // the multiplication adds parts, whose limbs must be short for that
  total(a: Fp2, b: Fp2): void {
    this.add(a, b);
  }

  difference(a: Fp2, b: Fp2): void {
    this.sub(a, b);
  }

  normalized(a: Fp2): void {
    this.re.normalized(a.re);
    this.im.normalized(a.im);
  }

  isZero(lane: u32): bool {
    return this.re.isZero(lane) && this.im.isZero(lane);
  }

  // (a − b·u) / (a² + b²)
  inverse(a: Fp2): void {
    T0.mul(a.re, a.re);
    T1.mul(a.im, a.im);
    T0.add(T0, T1);
    T0.inverse(T0);
    this.re.mul(a.re, T0);
    T1.mul(a.im, T0);
    T2.setZero();
    this.im.sub(T2, T1);
  }

  set(a: Fp2): void {
    this.re.set(a.re);
    this.im.set(a.im);
  }

  setZero(): void {
    this.re.setZero();
    this.im.setZero();
  }

  setOne(): void {
    this.re.setOne();
    this.im.setZero();
  }

  setLane(lane: u32, a: Fp2, from: u32): void {
    this.re.setLane(lane, a.re, from);
    this.im.setLane(lane, a.im, from);
  }

  loadPair(a: usize, b: usize): void {
    this.re.loadPair(a, b);
    this.im.loadPair(a + 40, b + 40);
  }

  storePair(a: usize, b: usize): void {
    this.re.storePair(a, b);
    this.im.storePair(a + 40, b + 40);
  }

  readBytes(lane: u32, bytes: usize): void {
    this.re.readBytes(lane, bytes);
    this.im.readBytes(lane, bytes + 32);
  }

  writeBytes(lane: u32, bytes: usize): void {
    this.re.writeBytes(lane, bytes);
    this.im.writeBytes(lane, bytes + 32);
  }
}
