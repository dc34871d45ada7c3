/** One enterprise buys from another, as a table of links states it. */
export interface SupplierLink {
  /** Blank where the table names no chains: all links are one. */
  readonly chain: string;
  readonly cluster: string | null;
  readonly buyer: string;
  readonly supplier: string;
  /** Of all that the buyer buys, 0 to 1; null where it is not stated. */
  readonly share: number | null;
  /** What the buyer buys from the supplier, in any one currency; null where it is not stated. */
  readonly value: number | null;
  /** Whether the buyer has no other source. */
  readonly isSingle: boolean;
  /** The line of the table, from 1. */
  readonly line: number;
}

/** What is odd about links. A link is left out, but for `too-much`, where the buyer's shares are brought down to the whole, and `no-weight`, where
 * it counts for nothing. */
export type LinkFault =
  | { readonly code: 'self'; readonly line: number; readonly key: string }
  | {
      readonly code: 'twice';
      readonly line: number;
      readonly earlier: number;
      readonly buyer: string;
      readonly supplier: string;
    }
  | { readonly code: 'bad-share' | 'bad-value' | 'bad-single'; readonly line: number; readonly text: string }
  | { readonly code: 'mangled'; readonly line: number; readonly key: string }
  | { readonly code: 'no-key'; readonly line: number; readonly column: 'buyer' | 'supplier' }
  | { readonly code: 'no-weight'; readonly line: number; readonly key: string }
  | { readonly code: 'too-much'; readonly line: number; readonly key: string; readonly share: number };
