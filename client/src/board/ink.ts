/** A number in [0, 1) from two whole numbers: the same place always wobbles the same way. */
export function chance(a: number, b: number, stream = 0): number {
  let h = Math.imul(a + 0x9e37, 0x85ebca6b) ^ Math.imul(b + 0x79b9, 0xc2b2ae35) ^ Math.imul(stream + 1, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** The same around zero: in [-1, 1). */
export function wobble(a: number, b: number, stream = 0): number {
  return chance(a, b, stream) * 2 - 1;
}
