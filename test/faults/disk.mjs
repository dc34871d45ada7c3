// A disk that keeps what it was told to keep, and may lose the rest: what a power cut after each call of a trace would leave.

/** The calls that change a disk; strace is asked for them and for `openat` and `close`. */
export const CALLS = [
  'write',
  'pwrite64',
  'fsync',
  'fdatasync',
  'rename',
  'link',
  'unlink',
  'mkdir',
  'rmdir',
  'ftruncate',
];

/** What strace is called with, so that `replay` can read its log. */
export function traceWhole(log) {
  return ['strace', '-f', '-qq', '-xx', '-s', '10000000', '-o', log, '-e', `trace=openat,close,${CALLS.join(',')}`];
}

/**
 * Replays a trace over the files of a folder (path -> bytes) and yields, after each call that changes something below
 * `folder`, the files that a power cut might leave, by how the disk orders its work, and what was printed until then:
 * - `all`: everything written, as after a kill;
 * - `names`: names are there before their contents, of which only what was synced is kept;
 * - `synced`: only names in synced folders, and synced contents, are kept;
 * - `contents`: contents are there before their names.
 */
export function* replay(log, folder, files) {
  const names = new Map();
  for (const [name, bytes] of files) names.set(name, { now: bytes, kept: bytes });
  let keptNames = new Map(names);
  const open = new Map();
  let printed = '';

  const inside = (name) => name === folder || name.startsWith(`${folder}/`);
  const view = (from, content) =>
    new Map([...from].filter(([name]) => inside(name)).map(([name, inode]) => [name, inode[content]]));
  const parentOf = (name) => name.slice(0, name.lastIndexOf('/'));

  function write(inode, at, bytes) {
    const grown = Buffer.alloc(Math.max(inode.now.length, at + bytes.length));
    inode.now.copy(grown);
    bytes.copy(grown, at);
    inode.now = grown;
  }

  /** Whether the call changed anything below the folder. */
  function apply(call, args, result) {
    const [first, second] = args;
    const target = open.get(first);
    switch (call) {
      case 'openat': {
        const name = resolve(folder, text(second));
        if (args[2].includes('O_CREAT') && !names.has(name))
          names.set(name, { now: Buffer.alloc(0), kept: Buffer.alloc(0) });
        const inode = names.get(name);
        if (inode && args[2].includes('O_TRUNC')) inode.now = Buffer.alloc(0);
        open.set(String(result), { name, inode, at: 0, appends: args[2].includes('O_APPEND') });
        return inside(name) && args[2].includes('O_CREAT');
      }
      case 'close':
        open.delete(first);
        return false;
      case 'write': {
        const bytes = bytesOf(second).subarray(0, result);
        if (first === '1') printed += bytes;
        if (!target?.inode) return false;
        if (target.appends) target.at = target.inode.now.length;
        write(target.inode, target.at, bytes);
        target.at += bytes.length;
        return inside(target.name);
      }
      case 'pwrite64':
        if (!target?.inode) return false;
        write(target.inode, Number(args.at(-1)), bytesOf(second).subarray(0, result));
        return inside(target.name);
      case 'ftruncate':
        if (!target?.inode) return false;
        target.inode.now = target.inode.now.subarray(0, Number(second));
        return inside(target.name);
      case 'fsync':
      case 'fdatasync':
        if (!target) return false;
        if (target.inode) target.inode.kept = target.inode.now;
        else syncNames(target.name);
        return inside(target.name);
      case 'rename':
      case 'link': {
        const [from, to] = [first, second].map((name) => resolve(folder, text(name)));
        const inode = names.get(from);
        if (inode) names.set(to, inode);
        if (call === 'rename') names.delete(from);
        return inside(to);
      }
      case 'unlink': {
        const name = resolve(folder, text(first));
        names.delete(name);
        return inside(name);
      }
      default:
        return false;
    }
  }

  function syncNames(place) {
    const others = [...keptNames].filter(([name]) => parentOf(name) !== place);
    const here = [...names].filter(([name]) => parentOf(name) === place);
    keptNames = new Map([...others, ...here]);
  }

  for (const { call, args, result } of calls(log)) {
    if (result < 0 || !apply(call, args, result)) continue;
    yield {
      printed,
      left: {
        all: view(names, 'now'),
        names: view(names, 'kept'),
        synced: view(keptNames, 'kept'),
        contents: view(keptNames, 'now'),
      },
    };
  }
}

/** The calls of a trace in the order in which they ended. */
function* calls(log) {
  const begun = new Map();
  for (const line of log.split('\n')) {
    const [, thread, rest] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest === undefined) continue;
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest.slice(0, -'<unfinished ...>'.length));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const whole = resumed ? (begun.get(thread) ?? '') + resumed[1] : rest;
    const [, call, args, result] = /^(\w+)\((.*)\) += (-?\d+)/.exec(whole) ?? [];
    if (call !== undefined) yield { call, args: args.trim().split(/, */), result: Number(result) };
  }
}

/** Bytes as strace writes them with `-xx`: each by its two digits, so that no comma stands among them. */
function bytesOf(quoted) {
  return Buffer.from(quoted.replace(/[^0-9a-f]|x/g, ''), 'hex');
}

function text(quoted) {
  return bytesOf(quoted).toString('utf8');
}

function resolve(folder, name) {
  const parts = [];
  for (const part of (name.startsWith('/') ? name : `${folder}/${name}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
