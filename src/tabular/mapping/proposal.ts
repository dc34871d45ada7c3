import type { Mapping } from '../../model/generated/types.ts';
import type { Proposal } from '../../model/proposal.ts';

/** A proposal as the document that a person reviews. */
export function mappingOf(
  { columns, decimal }: Proposal,
  pack: { readonly id: string; readonly version: string },
): Mapping {
  return {
    kind: 'mapping',
    pack: pack.id,
    packVersion: pack.version,
    ...(decimal === null ? {} : { decimal }),
    columns: columns.map(({ mapped }) => mapped).filter(({ heading }) => heading !== ''),
  };
}
