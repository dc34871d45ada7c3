export { type SimulatedAssessments, type SimulatedEnterprise, SYNTHETIC_ASSESSOR } from './region-spec.ts';
export { hasCreditCodes, keyColumn, type SimulatedRegion, simulate } from './simulated-region.ts';
