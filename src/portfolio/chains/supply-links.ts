import { foldKey, isMangledKey, itemAt } from '../../model/index.ts';

/** The cells of one row of a table of links; null if the table has no such column. */
export interface LinkRow {
  readonly line: number;
  readonly chain: string | null;
  readonly cluster: string | null;
  readonly buyer: string;
  readonly supplier: string;
  readonly share: string | null;
  readonly value: string | null;
  readonly single: string | null;
}

/** The shares of a buyer may add up to as much as this above 1, because they are rounded. */
const SHARE_TOLERANCE = 0.005;
const YES_WORDS = ['true', '1', 'yes', 'y', 'x', '√', '是', '唯一', 'ja', 'wahr'];
const NO_WORDS = ['false', '0', 'no', 'n', '', '否', 'nein', 'falsch'];

/** Reads links from the rows of a table. Returns the links, and the faults with their lines. */
export function readLinks(rows: readonly LinkRow[]): {
  readonly links: readonly SupplierLink[];
  readonly faults: readonly LinkError[];
} {
  const faults: LinkError[] = [];
  const unit = areSharesInPercent(rows) ? 100 : 1;
  const firstLines = new Map<string, number>();
  const links = rows.flatMap((row): SupplierLink[] => {
    const { line, buyer, supplier, share, value, single } = row;
    const refuse = (fault: LinkError): [] => {
      faults.push(fault);
      return [];
    };
    for (const column of ['buyer', 'supplier'] as const)
      if (row[column] === '') return refuse({ code: 'no-key', line, column });
    const mangledKey = [buyer, supplier].find(isMangledKey);
    if (mangledKey !== undefined) return refuse({ code: 'mangled', line, key: mangledKey });
    const [from, to] = [foldKey(buyer), foldKey(supplier)];
    if (from === to) return refuse({ code: 'self', line, key: buyer });
    const pair = JSON.stringify([row.chain ?? '', from, to]);
    const earlierLine = firstLines.get(pair);
    if (earlierLine !== undefined) return refuse({ code: 'twice', line, earlier: earlierLine, buyer, supplier });
    const part = share === null || share === '' ? null : readShare(share, unit);
    if (part === undefined) return refuse({ code: 'bad-share', line, text: share ?? '' });
    const amount = value === null || value === '' ? null : readAmount(value);
    if (amount === undefined || (amount !== null && amount < 0))
      return refuse({ code: 'bad-value', line, text: value ?? '' });
    const isOnlySource = readYesNo(single ?? '');
    if (isOnlySource === undefined) return refuse({ code: 'bad-single', line, text: single ?? '' });
    firstLines.set(pair, line);
    const [chain, cluster] = [row.chain ?? '', row.cluster === '' ? null : row.cluster];
    return [{ chain, cluster, buyer, supplier, share: part, value: amount, isSingle: isOnlySource, line }];
  });
  addWeightless(links, faults);
  const fittedLinks = scaleShares(links, faults);
  return { links: fittedLinks, faults: faults.sort((a, b) => a.line - b.line) };
}

/** Whether the shares without a percent sign are percentages, which they are if more than half of them are above 1. */
function areSharesInPercent(rows: readonly LinkRow[]): boolean {
  const unmarkedShares = rows.flatMap(({ share }) =>
    share === null || share === '' || /[%％]$/.test(share) ? [] : (readNumber(share) ?? []),
  );
  return unmarkedShares.filter((value) => value > 1).length * 2 > unmarkedShares.length;
}

function readShare(text: string, unit: number): number | undefined {
  const isPercent = /[%％]$/.test(text);
  const value = readNumber(isPercent ? text.slice(0, -1).trim() : text);
  if (value === undefined) return undefined;
  const share = value / (isPercent ? 100 : unit);
  return share >= 0 && share <= 1 ? share : undefined;
}

const DECIMAL_PATTERN = /^[+-]?\d+([.,]\d+)?$/;
/**
 * Numbers with thousands separators. A space or an apostrophe always separates thousands. A comma separates thousands
 * only if it occurs twice or if a point follows, and a point only if it occurs twice or if a comma follows.
 */
const GROUPED_PATTERNS = [
  /^[+-]?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/,
  /^[+-]?\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)$/,
  /^[+-]?\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)$/,
];
const GROUP_SEPARATORS = [/[ '’]/g, /,/g, /\./g];

/**
 * Parses a number with a decimal point or comma, with or without thousands separators; undefined if it is ambiguous.
 */
function readNumber(text: string): number | undefined {
  const plainText = text.normalize('NFKC').trim();
  if (DECIMAL_PATTERN.test(plainText)) return Number(plainText.replace(',', '.'));
  const form = GROUPED_PATTERNS.findIndex((pattern) => pattern.test(plainText));
  return form < 0 ? undefined : Number(plainText.replace(itemAt(GROUP_SEPARATORS, form), '').replace(',', '.'));
}

/**
 * Parses an amount. Although amounts have two decimals, `1,234` is ambiguous: its comma may separate thousands or
 * decimals.
 */
function readAmount(text: string): number | undefined {
  return /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text.normalize('NFKC').trim()) ? undefined : readNumber(text);
}

function readYesNo(text: string): boolean | undefined {
  const plainText = text.normalize('NFKC').trim().toLowerCase();
  if (YES_WORDS.includes(plainText)) return true;
  return NO_WORDS.includes(plainText) ? false : undefined;
}

/**
 * Reports links that get no weight. The rest of a buyer's shares is divided in proportion to the amounts, so a link
 * without share and amount gets nothing if another link of the same buyer has an amount.
 */
function addWeightless(links: readonly SupplierLink[], faults: LinkError[]): void {
  const weighedBuyers = new Set(
    links.flatMap(({ chain, buyer, value }) => (value ? [JSON.stringify([chain, foldKey(buyer)])] : [])),
  );
  for (const { chain, buyer, share, value, line } of links) {
    if (share === null && value === null && weighedBuyers.has(JSON.stringify([chain, foldKey(buyer)])))
      faults.push({ code: 'no-weight', line, key: buyer });
  }
}

/** Scales a buyer's shares down in proportion if they add up to more than 1 over all its chains. */
function scaleShares(links: readonly SupplierLink[], faults: LinkError[]): readonly SupplierLink[] {
  const purchasesByBuyer = new Map<
    string,
    { readonly shares: Map<string, number>; readonly line: number; readonly key: string }
  >();
  for (const { buyer, supplier, share, line } of links) {
    if (share === null) continue;
    const foldedBuyer = foldKey(buyer);
    const purchases = purchasesByBuyer.get(foldedBuyer) ?? { shares: new Map<string, number>(), line, key: buyer };
    purchasesByBuyer.set(foldedBuyer, purchases);
    // The same purchase may be listed in several chains, so it counts once.
    purchases.shares.set(foldKey(supplier), Math.max(share, purchases.shares.get(foldKey(supplier)) ?? 0));
  }
  const totals = new Map<string, number>();
  for (const [folded, { shares, line, key }] of purchasesByBuyer) {
    const sum = [...shares.values()].reduce((all, share) => all + share, 0);
    if (sum <= 1) continue;
    totals.set(folded, sum);
    if (sum > 1 + SHARE_TOLERANCE) faults.push({ code: 'too-much', line, key, share: sum });
  }
  return links.map((link) => {
    const sum = totals.get(foldKey(link.buyer));
    return sum === undefined || link.share === null ? link : { ...link, share: link.share / sum };
  });
}

/** A purchase relation between two enterprises, as stated in a table of links. */
export interface SupplierLink {
  /** The name of the chain; blank if the table does not name chains, so that all links form one chain. */
  readonly chain: string;
  readonly cluster: string | null;
  readonly buyer: string;
  readonly supplier: string;
  /** The share of the buyer's total purchases, 0 to 1; null if not stated. */
  readonly share: number | null;
  /** The amount bought from the supplier, in any single currency; null if not stated. */
  readonly value: number | null;
  /** Whether the buyer has no other source for what it buys. */
  readonly isSingle: boolean;
  /** The line of the table, from 1. */
  readonly line: number;
}

/**
 * A fault of a link. The link is left out, except for `too-much`, where the buyer's shares are scaled down, and
 * `no-weight`, where the link gets no share.
 */
export type LinkError =
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
