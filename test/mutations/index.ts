export { runMutations } from './run-mutations.ts';
export { formatSummary, summarise } from './summarise-mutations.ts';
