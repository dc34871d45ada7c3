/** So many results are kept before all are forgotten. */
const MOST_KEPT = 512;

/**
 * Makes a function that remembers its results by what the work read of what it was given: property by property, down to
 * what is frozen, which is taken whole. Where all of that is the same again, the result is, too. Methods of what is given
 * take and give single values. The work must follow from what is given and from nothing else that changes; nothing of what
 * is given may be left in its result.
 */
export function rememberByReads<Given extends object, Result>(
  work: (given: Given) => Result,
  most = MOST_KEPT,
): (given: Given) => Result {
  let root: Next<Result> = {};
  let kept = 0;

  function workOut(given: Given): Result {
    if (kept >= most) [root, kept] = [{}, 0];
    const record = createRecord(root);
    const result = work(record.watch(given));
    record.end().result = { result };
    kept++;
    return result;
  }

  return (given) => {
    const held: unknown[] = [given];
    let at: Next<Result> | undefined = root;
    while (at?.read) {
      const found = look(held[at.read.holder] as object, at.read);
      if (isOpen(found)) held.push(found);
      at = at.ways?.get(tokenOf(found));
    }
    return at?.result ? at.result.result : workOut(given);
  };
}

/** What was read next, and what came of it; or that all was read. */
interface Next<Result> {
  read?: Reading;
  /** By what was found. */
  ways?: Map<unknown, Next<Result>>;
  result?: { readonly result: Result };
}

interface Reading {
  /** The number of the object that is read, in the order they were found. */
  readonly holder: number;
  readonly kind: 'get' | 'own' | 'keys' | 'call';
  readonly key: PropertyKey;
  readonly argument?: unknown;
}

function look(holder: object, { kind, key, argument }: Reading): unknown {
  switch (kind) {
    case 'get':
      return (holder as Record<PropertyKey, unknown>)[key];
    case 'own':
      return Object.hasOwn(holder, key);
    case 'keys':
      return Object.keys(holder).join('\n');
    case 'call':
      return (holder as Record<PropertyKey, (argument: unknown) => unknown>)[key]?.(argument);
  }
}

/** Whether something can differ in its parts, so that these are read one by one. */
function isOpen(found: unknown): found is object {
  return typeof found === 'object' && found !== null && !Object.isFrozen(found);
}

/** What is the same only where the same was found, its parts aside. */
function tokenOf(found: unknown): unknown {
  if (!isOpen(found)) return found;
  return Array.isArray(found) ? LIST : RECORD;
}

const LIST = Symbol('list');
const RECORD = Symbol('record');

/** Writes down what is read of watched objects, from a beginning on. */
function createRecord<Result>(root: Next<Result>): {
  watch<T extends object>(given: T): T;
  end(): Next<Result>;
} {
  let end = root;
  let objects = 0;

  function note(read: Reading, found: unknown): void {
    end.read ??= read;
    end.ways ??= new Map();
    const token = tokenOf(found);
    const next = end.ways.get(token) ?? {};
    end.ways.set(token, next);
    end = next;
  }

  function watch<T extends object>(target: T): T {
    const holder = objects++;
    const known = new Map<PropertyKey, unknown>();
    const own = new Map<PropertyKey, boolean>();
    let keys: readonly string[] | undefined;

    function get(key: PropertyKey): unknown {
      if (known.has(key)) return known.get(key);
      const found = (target as Record<PropertyKey, unknown>)[key];
      if (typeof found === 'function') {
        // What every list or record can do is always the same.
        if (!Object.hasOwn(target, key)) return found;
        return (argument: unknown): unknown => {
          const said = found.call(target, argument);
          note({ holder, kind: 'call', key, argument }, said);
          return said;
        };
      }
      note({ holder, kind: 'get', key }, found);
      const seen = isOpen(found) ? watch(found) : found;
      known.set(key, seen);
      return seen;
    }

    function hasOwn(key: PropertyKey): boolean {
      const found = own.get(key) ?? Object.hasOwn(target, key);
      if (!own.has(key)) note({ holder, kind: 'own', key }, found);
      own.set(key, found);
      return found;
    }

    // Something else is watched in place of what is given, for that may forbid that its parts are shown otherwise.
    return new Proxy(Array.isArray(target) ? [] : {}, {
      get: (_, key) => get(key),
      has: (_, key) => {
        if (key in Object.prototype) return true;
        return Array.isArray(target) && typeof key === 'string' ? Number(key) < Number(get('length')) : hasOwn(key);
      },
      ownKeys: () => {
        if (!keys) note({ holder, kind: 'keys', key: '' }, Object.keys(target).join('\n'));
        keys ??= Array.isArray(target) ? [...Object.keys(target), 'length'] : Object.keys(target);
        return [...keys];
      },
      getOwnPropertyDescriptor: (place, key) => {
        if (Array.isArray(place) && key === 'length') {
          place.length = get('length') as number;
          return Reflect.getOwnPropertyDescriptor(place, 'length');
        }
        // That something is there is not yet what it is.
        return hasOwn(key) ? { get: () => get(key), enumerable: true, configurable: true } : undefined;
      },
    }) as T;
  }

  return { watch, end: () => end };
}
