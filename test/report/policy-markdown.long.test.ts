import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../src/i18n/index.ts';
import { renderPolicyMarkdown } from '../../src/report/policy/policy-document.ts';
import { bundled, speak, workshop } from './report-samples.ts';

const GOLDEN = path.join(import.meta.dirname, 'golden');

/** HTML that a reader of Markdown would pass on: a tag, a comment or a declaration that is no link. */
const HTML = /<(?!https?:\/\/[^\s<>]+>)/;

describe.each(LANGUAGES)('the policy in %s', (language) => {
  test.each(['workshop', 'workshop-open'])('the policy of %s reads as in its golden file', async (name) => {
    const text = renderPolicyMarkdown(await workshop(`${name}.yaml`), speak(language));
    await expect(text).toMatchFileSnapshot(path.join(GOLDEN, `${name}.policy.${language}.md`));
    const plan = renderPolicyMarkdown(await workshop(`${name}.yaml`), speak(language), 'plan');
    await expect(plan).toMatchFileSnapshot(path.join(GOLDEN, `${name}.plan.${language}.md`));
  });

  test.each([
    ['miit-sme-2024.yaml', 'chengdu'],
    ['miit-sme-2024.yaml', 'deyang-2024'],
    ['miit-sme-2024-interrupted.yaml', 'chengdu'],
  ])('the policy of the example %s under %s is complete', async (file, policy) => {
    const report = await bundled(file, policy);
    const text = renderPolicyMarkdown(report, speak(language));
    expect(text).not.toMatch(HTML);
    expect(text).not.toMatch(/undefined|NaN|\[object|⟨/);
    expect(text).not.toMatch(/\n{3}| \n/);
    expect(text.endsWith('\n')).toBe(true);
    for (const table of text.match(/(?:^\|.*\n)+/gm) ?? []) {
      expect(
        new Set(
          table
            .trim()
            .split('\n')
            .map((row) => row.match(/(?<!\\)\|/g)?.length),
        ).size,
      ).toBe(1);
    }
    for (const { id } of report.recommendation.measures) {
      const title = report.measures?.measures.find((measure) => measure.id === id)?.title;
      expect(text).toContain(typeof title === 'string' ? title : (title?.[language] ?? ''));
    }
  });

  test('the policy refers to every note it lists, and to no other note', async () => {
    for (const report of [await workshop(), await bundled('miit-sme-2024.yaml')]) {
      const text = renderPolicyMarkdown(report, speak(language));
      const { title } = speak(language).messages.policy.notes;
      const [body = '', notes = ''] = text.split(`\n## ${title}\n`);
      const referred = new Set([...body.matchAll(/ \[(\d+)\]/g)].map(([, number]) => Number(number)));
      const listed = [...notes.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
      expect([...referred].sort((a, b) => a - b)).toEqual(listed);
      expect(listed).toEqual(listed.map((_, i) => i + 1));
      expect(new Set(notes.match(/^\d+\. .*$/gm)?.map((note) => note.replace(/^\d+/, ''))).size).toBe(listed.length);
    }
  });
});

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![x](https://example.org/pixel.png)',
  '| a | b |\n|---|---|',
  '\n# Heading\n\n- item',
  '`code` **bold** _it_ ~~gone~~ $x^2$',
  '&lt;b&gt; &#60;b&#62; R&D',
  '\\`\\*',
  '1. first',
  '-->',
  '</td></table>',
  '[1]: https://example.org',
];

describe('free text is shown as it is', () => {
  test.each(PAYLOADS)('%j is shown as it is in a name, an assessor, a title and a note', async (payload) => {
    const report = await workshop();
    const { result, assessment, questionnaire, measures, policies = [] } = report;
    const [policy] = policies;
    const changed = {
      ...report,
      result: { ...result, facts: { ...result.facts, name: payload, code: payload } },
      assessment: { ...assessment, assessor: payload },
      questionnaire: { ...questionnaire, title: payload, source: { document: payload, url: payload, note: payload } },
      ...(measures
        ? {
            measures: {
              ...measures,
              measures: measures.measures.map((one) => ({ ...one, title: payload, text: payload })),
            },
          }
        : {}),
      policies: policy
        ? [
            {
              ...policy,
              title: payload,
              instruments: (policy.instruments ?? []).map((one) => ({ ...one, title: payload, text: payload })),
            },
          ]
        : [],
    };
    const text = renderPolicyMarkdown(changed, speak('en'));
    expect(text).not.toMatch(HTML);
    expect(text).not.toMatch(/(?<!\\)[`~]|(?<!\\)\]\(|(?<!\\)!\[(?!\\)/);
    // Nothing of it makes a line, a cell or a list item of its own.
    const shape = (markdown: string): string[] =>
      markdown.split('\n').map((line) => line.match(/^ *(#+|\||-|\d+\.)? ?/)?.[0].trim() ?? '');
    const benign = renderPolicyMarkdown(replaceText(changed, payload, 'Benign'), speak('en'));
    expect(shape(text)).toEqual(shape(benign));
  });
});

function replaceText<T>(value: T, from: string, to: string): T {
  if (typeof value === 'string') return (value === from ? to : value) as T;
  if (Array.isArray(value)) return value.map((part) => replaceText(part, from, to)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaceText(part, from, to)])) as T;
}

describe('the content of the policy', () => {
  test('an unpublished amount is described as set by the office', async () => {
    const text = renderPolicyMarkdown(await bundled('miit-sme-2024.yaml'), speak('zh'));
    expect(text.match(/\| 未公布 \|/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test('a measure’s cost that is not stated is left out of the sum, and the policy says so', async () => {
    const text = renderPolicyMarkdown(await workshop('workshop-open.yaml'), speak('en'));
    expect(text).toContain('Not included, because no cost is stated: Energy meters.');
    expect(text).toMatch(/^3\. \*\*Energy meters\*\* \(meters\), months \d+ to \d+, Cost: not stated \[\d\]$/m);
    expect(text).toMatch(/^ {3}- \*\*Needs\*\*: “Planning board”$/m);
  });

  test('a measure in the policy says which of the first gaps it closes', async () => {
    const report = await workshop();
    const priorities = [{ id: 'late', state: 'closed' as const, by: ['planning-board'] }];
    const gap = { id: 'late', title: 'Late orders', text: 'Late.', when: { upkeep: { maximum: 2 } } };
    const catalogue = { ...report.measures, priorities: [gap] } as never;
    const text = renderPolicyMarkdown(
      { ...report, measures: catalogue, recommendation: { ...report.recommendation, priorities } },
      speak('en'),
    );
    expect(text).toMatch(/^ {3}- \*\*Effects\*\*: closes the priority gap “Late orders”; Planning: 2 → 3;/m);
  });

  test('an unreachable target lists the requirements still missing', async () => {
    const report = await workshop();
    const unmet = [{ name: 'total', keyword: 'minimum', truth: 'fails', has: 80.04, needs: 90 }] as const;
    const recommendation = {
      ...report.recommendation,
      target: { level: 3, reached: false, levelAfter: 2, unmet: [...unmet] },
    };
    const text = renderPolicyMarkdown({ ...report, recommendation }, speak('en'));
    expect(text).toContain('| Target | 3 (Leading) |');
    expect(text).toContain(
      'The measures of the catalogue do not lead to level 3 (Leading). With all steps done: level 2 (Linked). Still missing:',
    );
    expect(text).toContain('- Total is 80 but needs 90: 10 more');
  });

  test('the policy says that a level based on expected effects is reached only if they are confirmed', async () => {
    const report = await workshop();
    const target = { level: 2, reached: true, levelAfter: 2, levelSure: 1, confirm: ['delivery', 'energy'] };
    const draw = (language: Language, changed: object = {}): string => {
      const recommendation = { ...report.recommendation, target: { ...target, ...changed } };
      return renderPolicyMarkdown({ ...report, recommendation }, speak(language));
    };
    expect(draw('en')).toContain(
      'With all steps done, the enterprise would reach level 2 (Linked) if the expected effects are confirmed (Delivery, Energy); only a re-assessment can confirm them. If they are not confirmed: level 1 (Started).',
    );
    expect(draw('zh')).toContain('如预期效果得到确认（交付、能耗），企业可达到二级（互联级）');
    expect(draw('de')).toContain('wenn sich die erwarteten Wirkungen bestätigen (Lieferung, Energie)');
    expect(draw('en', { level: 3, reached: false })).toContain(
      'With all steps done: level 2 (Linked) if the expected effects are confirmed (Delivery, Energy). Still missing:',
    );
  });

  test('if the target is out of reach, measures left out for lack of suitable preconditions are named', async () => {
    const report = await workshop();
    const draw = (reached: boolean): string => {
      const target = { level: 3, reached, levelAfter: 2 };
      const blocked = [{ id: 'meters', by: ['planning-board', 'cabling'] }];
      return renderPolicyMarkdown(
        { ...report, recommendation: { ...report.recommendation, target, blocked } },
        speak('en'),
      );
    };
    expect(draw(false)).toContain(
      'These measures are left out because they build on measures that are not suitable for this enterprise:\n\n- “Energy meters” (needs “Planning board” and “Connect every machine”)\n',
    );
    expect(draw(true)).not.toContain('left out');
  });

  test('the method names pack, policy and tool with short hashes', async () => {
    const report = await workshop();
    const short = (hash: string): string => hash.slice('sha256:'.length, 'sha256:'.length + 12);
    expect(renderPolicyMarkdown(report, speak('en')).trimEnd().split('\n').at(-1)).toBe(
      `Method: assessed with workshop 1.2.0 (sha256 ${short(report.result.pack.hash)}); funding by town 2.0.0 (sha256 ${short(report.recommendation.policy.hash)}); calculated by Matura 0.1.0.`,
    );
  });
});
