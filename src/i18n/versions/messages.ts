import type { Aspect, Thing } from '../../versions/change.ts';
