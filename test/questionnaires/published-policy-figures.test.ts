import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { policyOf } from './bundled-documents.ts';

/** A figure in the unit of its source. */
interface Figure {
  readonly id: string;
  readonly at: string;
  readonly wan?: number;
  readonly percent?: number;
  readonly is?: unknown;
}

const PUBLISHED: { policy: string; source: string; figures: Figure[] }[] = parse(
  readFileSync(path.join(import.meta.dirname, 'published-policy-figures.yaml'), 'utf8'),
);
const POLICIES = readdirSync(path.join(import.meta.dirname, '../../questionnaires/policies')).map((file) =>
  path.basename(file, '.yaml'),
);

/** What stands at a place of an instrument; keys may hold dots. Null where there is nothing. */
function valueAt(value: unknown, at: string): unknown {
  if (at === '') return value ?? null;
  if (typeof value !== 'object' || value === null) return null;
  const key = Object.keys(value).find((one) => at === one || at.startsWith(`${one}.`));
  return key === undefined ? null : valueAt((value as Record<string, unknown>)[key], at.slice(key.length + 1));
}

function publishedValue({ wan, percent, is }: Figure): unknown {
  if (wan !== undefined) return wan * 10_000;
  return percent === undefined ? is : percent / 100;
}

const rows = PUBLISHED.flatMap(({ policy, figures }) => figures.map((figure) => ({ policy, ...figure })));

test.each(rows)('policy $policy $id states the same at $at as its source', ({ policy, ...figure }) => {
  const instrument = policyOf(policy).instruments?.find(({ id }) => id === figure.id);
  expect(instrument).toBeDefined();
  expect(valueAt(instrument, figure.at)).toEqual(publishedValue(figure));
});

test.each(POLICIES)('every instrument of %s has a published figure in the table of figures', (policy) => {
  const known = rows.filter((row) => row.policy === policy).map(({ id }) => id);
  expect((policyOf(policy).instruments ?? []).map(({ id }) => id).filter((id) => !known.includes(id))).toEqual([]);
});

test.each(POLICIES)(
  '%s names a source in three languages for every instrument, and marks none as verified',
  (policy) => {
    for (const { id, source } of policyOf(policy).instruments ?? []) {
      expect(source?.verified, id).toBe(false);
      expect(Object.keys(source?.note ?? {}), id).toEqual(['zh', 'en', 'de']);
      const { zh, en, de } = (source?.note ?? {}) as Record<'zh' | 'en' | 'de', string>;
      expect([zh.includes('可信度'), en.includes('Confidence'), de.includes('Verlässlichkeit')], id).toEqual([
        true,
        true,
        true,
      ]);
    }
  },
);
