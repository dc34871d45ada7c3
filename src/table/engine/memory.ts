// Allocates memory at the end of what is used; blocks are never moved or freed.

const PAGE: usize = 1 << 16;
/** Readable bytes after all blocks, since searches go by 64 bytes. */
const SLACK: usize = 128;

let top: usize = __heap_base;

/** Allocates zeroed memory at a multiple of 16 bytes. */
export function allocate(size: usize): usize {
  const start = (top + 15) & ~15;
  top = start + size;
  const pages = ((top + SLACK + PAGE - 1) / PAGE) as i32;
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) unreachable();
  return start;
}
