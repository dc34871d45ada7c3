// Allocates memory after the memory that is already used; blocks are never moved or freed.

const PAGE: usize = 1 << 16;
/** The number of bytes after all blocks that can be read, because searches read 64 bytes at a time. */
const SLACK: usize = 128;

let top: usize = __heap_base;

/** Allocates memory filled with zeros, at a multiple of 16 bytes. */
export function allocate(size: usize): usize {
  const start = (top + 15) & ~15;
  top = start + size;
  const pages = ((top + SLACK + PAGE - 1) / PAGE) as i32;
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) unreachable();
  return start;
}
