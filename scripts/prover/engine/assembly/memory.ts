// Memory is given out upwards from the end of the static data, and given back from the top.

let top: usize = (__heap_base + 63) & ~63;

/** Space for that many bytes, at a multiple of 64. It is not cleared. */
export function allocate(bytes: usize): usize {
  const at = top;
  top = (at + bytes + 63) & ~63;
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  // at least 1 MB, since growing is slow
  if (missing > 0 && memory.grow(missing > 16 ? missing : 16) < 0 && memory.grow(missing) < 0) unreachable();
  return at;
}

/** Where memory is free from. */
export function mark(): usize {
  return top;
}

/** Gives back all that was allocated since `mark` gave this. */
export function release(to: usize): void {
  top = to;
}
