/** Where the browser keeps answers between visits. */
export interface Store {
  /** Undefined where nothing is kept. */
  load(): string | undefined;
  /** False where the browser keeps nothing. */
  save(text: string): boolean;
  clear(): void;
}

/** A store under one name. Browsers may forbid a page to keep anything, or have no room. */
export function openStore(name: string): Store {
  const attempt = <T>(work: (storage: Storage) => T, otherwise: T): T => {
    try {
      return work(window.localStorage);
    } catch {
      return otherwise;
    }
  };
  return {
    load: () => attempt((storage) => storage.getItem(name) ?? undefined, undefined),
    save: (text) =>
      attempt((storage) => {
        storage.setItem(name, text);
        return true;
      }, false),
    clear: () => attempt((storage) => storage.removeItem(name), undefined),
  };
}

/** Calls back when another window changes what is kept under a name. */
export function onElsewhere(name: string, tell: () => void): void {
  window.addEventListener('storage', (event) => {
    if (event.key === name || event.key === null) tell();
  });
}
