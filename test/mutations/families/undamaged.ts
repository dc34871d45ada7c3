// Exports as platforms write them, with nothing done to them.
import type { Scope } from '../draw-enterprises.ts';
import { caseOf, draft, type Family } from '../mutated-export.ts';
import { PLATFORMS, type PlatformName } from '../platform-tables.ts';

const NAMES = Object.keys(PLATFORMS) as PlatformName[];
const SCOPES: readonly Scope[] = ['quick', 'figures', 'choices', 'shares'];

export const UNDAMAGED: readonly Family[] = [
  {
    id: 'undamaged',
    about: 'an export as the platform writes it, complete or with open answers',
    kind: 'honest',
    make: (chance, i) => {
      const scope = SCOPES[Math.floor(i / NAMES.length) % SCOPES.length] as Scope;
      const gaps = Math.floor(i / NAMES.length / SCOPES.length) % 2 === 1;
      const made = draft(chance, NAMES[i % NAMES.length] as PlatformName, { scope, gaps, sectors: gaps });
      return caseOf(made, { what: gaps ? 'with open answers' : 'complete' });
    },
  },
];
