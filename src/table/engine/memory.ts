// Where things stand in memory. What is laid out stays where it is; whatever grows moves to the end.

const PAGE: usize = 1 << 16;
/** Bytes behind everything that may be looked at, and mean nothing: searches go by 64. */
const SLACK: usize = 128;

let top: usize = __heap_base;

/** Zeroed memory of its own, on a boundary of 16 bytes. */
export function allocate(size: usize): usize {
  const start = (top + 15) & ~15;
  top = start + size;
  const pages = ((top + SLACK + PAGE - 1) / PAGE) as i32;
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) unreachable();
  return start;
}
