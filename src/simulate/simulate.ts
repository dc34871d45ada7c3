import type { Region } from '../model/generated/types.ts';
import type { Problem } from '../model/problem.ts';
import type { Plan } from '../scoring/plan.ts';
import { createResponder, type Respond } from './answering.ts';
import { makeChains } from './chains.ts';
import { checkRegion } from './check-region.ts';
import { makeEnterprises } from './enterprises.ts';
import { planFacts } from './facts.ts';
import { makeLinks } from './links.ts';
import { makePeers } from './peers.ts';
import type { SimulatedAssessments, SimulatedEnterprise, SimulatedLink, SimulatedPeer } from './region.ts';
import { findRoles, type Roles } from './roles.ts';
import { declareTransformed } from './transformed.ts';
import { makeWaves } from './waves.ts';

/** A region that does not exist, whole. */
export interface SimulatedRegion {
  /** Those of the registry, then those outside of it. */
  readonly enterprises: readonly SimulatedEnterprise[];
  readonly roles: Roles;
  /** The day each was declared transformed, `YYYY-MM-DD`. */
  readonly transformed: ReadonlyMap<SimulatedEnterprise, string>;
  readonly links: readonly SimulatedLink[];
  readonly waves: readonly SimulatedAssessments[];
  /** Null without a pack. */
  readonly respond: Respond | null;
  /** The own city first. */
  readonly peers: readonly SimulatedPeer[];
  /** Who gets an enterprise file, in the order of their keys. */
  readonly filed: readonly SimulatedEnterprise[];
}

/** What simulating came to: no region where anything is wrong with its specification. */
export type Simulation =
  | { readonly region: SimulatedRegion; readonly problems: readonly [] }
  | { readonly region: null; readonly problems: readonly Problem[] };

/** Makes the region a specification describes, answered under a plan; `file` is what problems call the specification. */
export function simulate(spec: Region, plan: Plan | null, file: string): Simulation {
  const problems: Problem[] = [];
  const complain = (code: Problem['code'], at: readonly (string | number)[], details: Problem['details']): void => {
    problems.push({ code, file, at, on: code === 'M110' ? 'key' : 'value', details });
  };
  checkRegion(spec, keyOf(plan), complain);
  if (problems.length > 0) return { region: null, problems };
  const enterprises = makeEnterprises(spec, complain);
  // With groups that do not add up nothing said of chains would be true.
  if (problems.length > 0) return { region: null, problems };
  const chains = makeChains(spec, enterprises, complain);
  const roles = findRoles(chains);
  const facts = plan && planFacts(spec, plan, roles, complain);
  const waves = makeWaves(spec, enterprises, complain);
  const transformed = declareTransformed(spec, enterprises, complain);
  const peers = makePeers(spec, complain);
  const filed = chooseFiled(spec, waves, complain);
  if (problems.length > 0) return { region: null, problems };
  const links = chains.flatMap((chain) => makeLinks(spec, chain, roles));
  const respond = plan && facts && createResponder(spec, plan, facts);
  return { region: { enterprises, roles, transformed, links, waves, respond, peers, filed }, problems: [] };
}

/** The column of the registry that tells enterprises apart. */
export function keyOf(plan: Plan | null): string {
  return plan?.inputs.find(({ definition }) => 'key' in definition && definition.key === true)?.name ?? 'uscc';
}

/** Whoever was diagnosed on site comes first: of them most is known. */
function chooseFiled(
  { files = 0 }: Region,
  waves: readonly SimulatedAssessments[],
  complain: (code: 'M113', at: readonly string[], details: Problem['details']) => void,
): readonly SimulatedEnterprise[] {
  const byKind = (kind: 'self' | 'onsite') =>
    waves.filter((wave) => wave.kind === kind).flatMap((wave) => wave.enterprises);
  const assessed = [...new Set([...byKind('onsite'), ...byKind('self')])];
  if (assessed.length < files)
    complain('M113', ['files'], { wanted: `at most ${assessed.length}, the enterprises that are assessed` });
  return assessed.slice(0, files).sort((a, b) => a.index - b.index);
}
