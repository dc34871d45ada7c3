import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Enterprise, FollowUp, RecordedAnswer, RecordedAnswers } from '../../src/model/generated/types.ts';
import { type ChainFinding, signatureOf } from '../../src/store/chain.ts';
import {
  appendAssessment,
  appendFollowUps,
  isPolicyOfAnother,
  readListed,
  readStored,
  redactEnterprise,
} from '../../src/store/enterprise-file.ts';
import { checkEnterprise, formatEnterprise, parseEnterprise } from '../../src/store/enterprise-json.ts';
import { enterprisePath, policyPath } from '../../src/store/enterprise-path.ts';
import type { FileProblem } from '../../src/store/file-problem.ts';
import { readSigningKey, writeSigningKey } from '../../src/store/key-file.ts';
import { createSigningKey, signDigest } from '../../src/store/signing-key.ts';
import { append, FACTS, makeAssessment, PACK, USCC } from './sample-data.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const OTHER = '91510100MA6000002K';
const AT = '2026-10-01T08:00:00.000Z';
const DONE: FollowUp = {
  number: 1,
  recordedAt: AT,
  recordedBy: 'Li',
  measure: 'mes',
  state: 'done',
  on: '2026-09-30',
  cost: { amount: 350000, currency: 'CNY' },
};
const PAID: FollowUp = {
  number: 2,
  recordedAt: AT,
  instrument: 'voucher',
  policy: 'chengdu',
  state: 'paid',
  on: '2026-10-01',
  amount: { amount: 50000, currency: 'CNY' },
};

const RESULT = {
  ...makeAssessment().result,
  scores: { total: { value: 41.5, lowest: 41.5, highest: 41.5, coverage: 1 } },
  level: { value: 2, lowest: 2, highest: 2 },
};
const ADVICE: NonNullable<Enterprise['assessments'][number]['recommendation']> = {
  schemaVersion: 1,
  policy: PACK,
  asOf: '2026-03-02',
  track: { id: 'sme', truth: 'holds' },
  target: { level: 3, reached: true },
  measures: [],
  instruments: [],
};

/** A folder with an enterprise of three assessments and two records; the assessment of January was added last. */
async function fileOne(): Promise<{ root: string; file: string; text: string }> {
  const root = await makeTemporaryFolder();
  const answers = {
    q1: { state: 'answered', value: 'B', note: 'Excel', evidence: ['a.jpg'] },
  } satisfies RecordedAnswers;
  await append(root, USCC, FACTS, makeAssessment({ assessor: 'Li', answers, result: RESULT, recommendation: ADVICE }));
  await append(
    root,
    USCC,
    FACTS,
    makeAssessment({ answers: { q1: { state: 'answered', value: 'C' } }, result: RESULT }),
  );
  const january = { startedAt: '2026-01-10T08:00:00.000Z', finishedAt: '2026-01-10T09:00:00.000Z' };
  await append(root, USCC, FACTS, makeAssessment({ kind: 'self', ...january, answers: {} }));
  const file = enterprisePath(root, USCC);
  await appendFollowUps(file, () => [DONE]);
  await appendFollowUps(file, () => [PAID]);
  return { root, file, text: await readFile(file, 'utf8') };
}

/** What is found in a file, or the code of why it cannot be read. */
function check(file: string): readonly ChainFinding[] | string {
  const found = (read: { altered: FileProblem | undefined } | { problem: FileProblem }) => {
    if ('problem' in read) return read.problem.detail?.kind ?? read.problem.code;
    return read.altered?.detail?.kind === 'altered' ? read.altered.detail.findings : [];
  };
  const findings = found(readListed(file));
  // Who only asks for this is told the same.
  expect(found(readListed(file, checkEnterprise))).toEqual(findings);
  return findings;
}

const assessment = (number: number) => ({ kind: 'assessment', number }) as const;
const record = (number: number) => ({ kind: 'record', number }) as const;
const altered = (entry: object, ...parts: string[]) => ({ code: 'altered', entry, parts });

// Any part of a file, for a hand that knows no types.
// biome-ignore lint/suspicious/noExplicitAny: tampering is not typed
type Document = any;

const swap = (list: unknown[], a: number, b: number): void => {
  [list[a], list[b]] = [list[b], list[a]];
};

/** What somebody does to the document of a file, and what is found then. */
const TAMPERINGS: [string, (document: Document) => void, object[]][] = [
  ['an answer', ({ assessments }) => (assessments[2].answers.q1.value = 'D'), [altered(assessment(3), 'answers')]],
  [
    'an answer added',
    ({ assessments }) => (assessments[0].answers.q9 = { state: 'unknown' }),
    [altered(assessment(1), 'answers')],
  ],
  ['an answer taken out', ({ assessments }) => delete assessments[2].answers.q1, [altered(assessment(3), 'answers')]],
  [
    'a score',
    ({ assessments }) => (assessments[2].result.scores.total.value = 1e6),
    [altered(assessment(3), 'result')],
  ],
  ['the level', ({ assessments }) => (assessments[2].result.level.value = 4), [altered(assessment(3), 'result')]],
  [
    'a score and the recommendation',
    ({ assessments: [, one] }) => {
      one.result.level.lowest = 1;
      one.recommendation.target.level = 4;
    },
    [altered(assessment(2), 'result', 'recommendation')],
  ],
  [
    'the recommendation',
    ({ assessments }) => (assessments[1].recommendation.target.reached = false),
    [altered(assessment(2), 'recommendation')],
  ],
  [
    'the recommendation taken out',
    ({ assessments }) => delete assessments[1].recommendation,
    [altered(assessment(2), 'recommendation')],
  ],
  [
    'the day',
    ({ assessments }) => (assessments[1].finishedAt = '2026-03-01T10:30:00.000Z'),
    [altered(assessment(2), 'about')],
  ],
  ['the kind', ({ assessments }) => (assessments[0].kind = 'onsite'), [altered(assessment(1), 'about')]],
  ['the pack', ({ assessments }) => (assessments[1].pack.version = '2025.1.0'), [altered(assessment(2), 'about')]],
  [
    'a fact of an assessment',
    ({ assessments }) => (assessments[1].facts.employees.value = 20),
    [altered(assessment(2), 'answers')],
  ],
  ['the assessor', ({ assessments }) => (assessments[1].assessor = 'Wang'), [altered(assessment(2), 'personal')]],
  [
    'the assessor taken out',
    ({ assessments }) => {
      delete assessments[1].assessor;
    },
    [altered(assessment(2), 'personal')],
  ],
  ['an assessor added', ({ assessments }) => (assessments[2].assessor = 'Wang'), [altered(assessment(3), 'personal')]],
  ['a note', ({ assessments }) => (assessments[1].answers.q1.note = 'MES'), [altered(assessment(2), 'personal')]],
  [
    'evidence',
    ({ assessments }) => assessments[1].answers.q1.evidence.push('b.jpg'),
    [altered(assessment(2), 'personal')],
  ],
  [
    'all that is personal taken out',
    ({ assessments }) => {
      delete assessments[1].assessor;
      assessments[1].answers.q1 = { state: 'answered', value: 'B' };
    },
    [{ code: 'personal-removed', entry: assessment(2) }],
  ],
  ['a fact at the top', ({ facts }) => (facts.employees.value = 20), [{ code: 'facts-altered' }]],
  [
    'a note at the top',
    ({ facts }) => (facts.employees.note = 'a guess'),
    [{ code: 'facts-altered', name: 'employees' }],
  ],
  ['the order of assessments', ({ assessments }) => swap(assessments, 1, 2), [{ code: 'moved', entry: assessment(3) }]],
  ['the order of records', ({ records }) => swap(records, 0, 1), [{ code: 'moved', entry: record(2) }]],
  ['the last assessment removed', ({ assessments }) => assessments.pop(), [{ code: 'removed', entry: assessment(3) }]],
  [
    'an assessment removed and another altered',
    ({ assessments }) => {
      assessments.shift();
      assessments[0].kind = 'self';
    },
    [altered(assessment(1), 'about'), { code: 'removed', entry: assessment(1) }],
  ],
  [
    'all assessments removed',
    (document) => (document.assessments = []),
    [1, 2, 3].map((number) => ({ code: 'removed', entry: assessment(number) })),
  ],
  ['a record removed', ({ records }) => records.shift(), [{ code: 'removed', entry: record(1) }]],
  [
    'all records removed',
    (document) => delete document.records,
    [1, 2].map((number) => ({ code: 'removed', entry: record(number) })),
  ],
  [
    'an assessment copied',
    ({ assessments }) => assessments.push(assessments[0]),
    [{ code: 'inserted', entry: assessment(4) }],
  ],
  [
    'a record inserted',
    ({ records }) => records.splice(1, 0, { ...records[1], amount: { amount: 1, currency: 'CNY' } }),
    [{ code: 'inserted', entry: record(2) }],
  ],
  ['the amount of a payment', ({ records }) => (records[1].amount.amount = 500000), [altered(record(2), 'content')]],
  ['the day of a record', ({ records }) => (records[0].on = '2026-01-01'), [altered(record(1), 'content')]],
  ['who recorded', ({ records }) => (records[0].recordedBy = 'Wang'), [altered(record(1), 'personal')]],
  [
    'an entry cut off with its link',
    ({ records, chain }) => {
      records.pop();
      chain.links.pop();
    },
    [{ code: 'cut-off' }],
  ],
  [
    'an entry taken out with its link',
    ({ records, chain }) => {
      records.shift();
      chain.links.splice(3, 1);
    },
    [{ code: 'link-broken', link: 4 }],
  ],
  [
    'an entry altered with the digest of its link',
    ({ chain }) => (chain.links[1].parts.result = chain.head),
    [{ code: 'link-broken', link: 2 }],
  ],
  [
    'the digest of what is personal',
    ({ chain }) => (chain.links[0].personal = chain.head),
    [altered(assessment(2), 'personal'), { code: 'link-broken', link: 1 }],
  ],
  ['the head', ({ chain }) => (chain.head = chain.links[0].digest), [{ code: 'cut-off' }]],
  ['entries said to be older than the chain', ({ chain }) => (chain.adopted = 2), [{ code: 'link-broken', link: 1 }]],
  [
    'a redaction that was none',
    ({ chain }) => chain.links.push({ ...chain.links[0], entry: 'redaction' }),
    [{ code: 'link-broken', link: 6 }, { code: 'cut-off' }],
  ],
  ['a salt', ({ chain }) => (chain.links[0].salt = '0'.repeat(32)), [altered(assessment(2), 'personal')]],
  [
    'persons taken out with the salt, and no redaction said',
    ({ assessments, chain }) => {
      delete assessments[1].assessor;
      assessments[1].answers.q1 = { state: 'answered', value: 'B' };
      delete chain.links[0].salt;
    },
    [{ code: 'personal-removed', entry: assessment(2) }],
  ],
  ['the chain removed', (document) => delete document.chain, [{ code: 'no-chain' }]],
  ['schemaVersion', (document) => (document.schemaVersion = 1), [{ code: 'other-version' }]],
];

describe('an enterprise file that somebody altered', () => {
  test.each(TAMPERINGS)('an altered document is found and named: %s', async (_, tamper, found) => {
    const { file, text } = await fileOne();
    expect(check(file)).toEqual([]);
    const document = JSON.parse(text);
    tamper(document);
    await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
    const findings = check(file);
    for (const one of found) expect(findings).toContainEqual(one);
    // Where an entry goes with its link, all that follows is off; else nothing is said that was not done.
    if (!found.some((one) => 'code' in one && one.code === 'link-broken')) expect(findings).toHaveLength(found.length);
    await expect(append(path.dirname(file), USCC, FACTS, makeAssessment({ assessor: 'Zhao' }))).rejects.toMatchObject({
      code: 'altered',
    });
    await expect(appendFollowUps(file, () => [{ ...DONE, number: 3 }])).rejects.toMatchObject({ code: 'altered' });
    expect(await appendFollowUps(file, () => [])).toMatchObject({ key: USCC });
  });

  test.each<[string, (text: string) => string, unknown]>([
    [
      'a key that stands twice, as was written last',
      (text) => text.replace('"kind": "self"', '"kind": "onsite", "kind": "self"'),
      [{ code: 'duplicate-key', name: 'kind', line: expect.any(Number) }],
    ],
    [
      'a key that stands twice, altered last',
      (text) => text.replace('"value": 41.5', '"value": 41.5, "value": 90'),
      [{ code: 'duplicate-key', name: 'value', line: expect.any(Number) }, altered(assessment(2), 'result')],
    ],
    [
      'a key of the chain that stands twice, each on its line',
      (text) => text.replace('"head": ', '"head": "none",\n    "head": '),
      [{ code: 'duplicate-key', name: 'head', line: expect.any(Number) }],
    ],
    [
      'who assessed, twice, each on its line',
      (text) => text.replace('"assessor": "Li"', '"assessor": "Wang",\n      "assessor": "Li"'),
      [{ code: 'duplicate-key', name: 'assessor', line: expect.any(Number) }],
    ],
    ['a byte order mark', (text) => `\ufeff${text}`, [{ code: 'byte-order-mark' }]],
    ['the end cut off', (text) => text.slice(0, -400), 'cut-off'],
    ['emptied', () => '', 'cut-off'],
    ['its key', (text) => text.replace(`"key": "${USCC}"`, `"key": "${OTHER}"`), 'other-key'],
    ['a newer schemaVersion', (text) => text.replace('"schemaVersion": 2', '"schemaVersion": 3'), 'newer'],
  ])('an altered file is found and named: %s', async (_, tamper, found) => {
    const { file, text } = await fileOne();
    const tampered = tamper(text);
    await writeFile(file, tampered);
    const findings = check(file);
    expect(findings).toEqual(found);
    const [first] = findings;
    if (typeof first === 'object' && first.code === 'duplicate-key')
      expect(tampered.split('\n')[first.line - 1]).toContain(`"${first.name}"`);
  });

  test('a file renamed, swapped, or given another key is found to be altered', async () => {
    const { root, file, text } = await fileOne();
    await append(root, OTHER, FACTS, makeAssessment());
    const [other, aside] = [enterprisePath(root, OTHER), path.join(root, 'ASIDE.json')];
    await rename(file, aside);
    expect(check(aside)).toBe('other-key');
    await rename(other, file);
    await rename(aside, other);
    expect([check(file), check(other)]).toEqual(['other-key', 'other-key']);
    await writeFile(other, text.replace(`"key": "${USCC}"`, `"key": "${OTHER}"`));
    expect(check(other)).toEqual([{ code: 'link-broken', link: 1 }]);
  });

  test('a policy replaced by an older one is reported; an edited policy is accepted', async () => {
    const { root, file } = await fileOne();
    const place = policyPath(root, USCC);
    const advised = (day: string) =>
      makeAssessment({ finishedAt: `${day}T10:30:00.000Z`, result: RESULT, recommendation: ADVICE });
    const ofAnother = () => {
      const read = readListed(file);
      return 'enterprise' in read && isPolicyOfAnother(file, read.enterprise);
    };
    await append(root, USCC, FACTS, advised('2026-04-01'), { policy: '# Old\n' });
    const older = await readFile(place);
    expect(ofAnother()).toBe(false);
    await append(root, USCC, FACTS, advised('2026-05-01'), { policy: '# New\n' });
    expect(ofAnother()).toBe(false);
    await appendFollowUps(file, () => [{ ...DONE, number: 3 }]);
    expect(ofAnother()).toBe(false);
    await writeFile(place, older);
    expect(ofAnother()).toBe(true);
    await writeFile(place, `Agreed.\n${older}`);
    expect(ofAnother()).toBe(false);
    await writeFile(place, older);
    const document: Document = JSON.parse(await readFile(file, 'utf8'));
    for (const link of document.chain.links) delete link.parts;
    await writeFile(file, JSON.stringify(document));
    expect(ofAnother()).toBe(true);
  });

  test('a signature belongs to one assessment: another assessment under it, or a missing signature, is found', async () => {
    const { root, file, text } = await fileOne();
    const { chain, ...old } = JSON.parse(text);
    await writeFile(file, JSON.stringify({ ...old, schemaVersion: 1 }));
    const signer = createSigningKey('Li');
    await append(root, USCC, FACTS, makeAssessment({ finishedAt: AT, answers: {} }), { signer });
    expect(check(file)).toEqual([]);
    const { enterprise } = readStored(root, USCC);
    const signers = [0, 1, 2, 3, 4].map((place) => enterprise && signatureOf(enterprise, place)?.by);
    expect(signers).toEqual([undefined, undefined, undefined, 'Li', undefined]);
    const signed = await readFile(file, 'utf8');
    for (const [tamper, ...found] of [
      [(link: Document) => (link.signature = signDigest(link.digest, createSigningKey('Li'))), { code: 'cut-off' }],
      [(link: Document) => delete link.signature, { code: 'cut-off' }],
      [(link: Document) => (link.signature.by = 'Wang'), ...[{ code: 'bad-signature', link: 6 }, { code: 'cut-off' }]],
      [
        (link: Document) => (link.signature.key = link.signature.value),
        ...[{ code: 'bad-signature', link: 6 }, { code: 'cut-off' }],
      ],
    ] as const) {
      const document: Document = JSON.parse(signed);
      tamper(document.chain.links.at(-1));
      await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
      expect(check(file)).toEqual(found);
      const again = await append(root, USCC, FACTS, makeAssessment({ finishedAt: AT, answers: {} }));
      expect(again.outcome).toBe('already-there');
    }
  });

  test('a key file can be used to sign; an unnamed, incomplete or mixed key is refused', async () => {
    const file = path.join(await makeTemporaryFolder(), 'key.json');
    const key = await writeSigningKey(file, 'Li');
    expect(readSigningKey(file)).toEqual(key);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const wrong of [
      { name: '' },
      { name: 7 },
      { publicKey: createSigningKey('Li').publicKey },
      { privateKey: '' },
    ]) {
      await writeFile(file, JSON.stringify({ ...key, ...wrong }));
      expect(() => readSigningKey(file)).toThrow(expect.objectContaining({ code: 'not-a-key' }));
    }
    await writeFile(file, 'null');
    expect(() => readSigningKey(file)).toThrow(expect.objectContaining({ code: 'not-a-key' }));
  });
});

describe('an enterprise file that nobody altered', () => {
  test('a file in which only line breaks or indentation changed counts as unaltered', async () => {
    const { file, text } = await fileOne();
    for (const same of [
      text.replaceAll('\n', '\r\n'),
      JSON.stringify(JSON.parse(text)),
      JSON.stringify(JSON.parse(text), null, '\t'),
    ]) {
      await writeFile(file, same);
      expect(check(file)).toEqual([]);
      await appendFollowUps(file, ({ records = [] }) => [{ ...DONE, number: records.length + 1 }]);
      expect(check(file)).toEqual([]);
    }
  });

  test('a file from a version without chains is read unchanged, and gets a chain with the next entry', async () => {
    const { root, file, text } = await fileOne();
    const { chain, ...old } = JSON.parse(text);
    await writeFile(file, `${JSON.stringify({ ...old, schemaVersion: 1 }, null, 2)}\n`);
    expect(check(file)).toEqual([]);
    await appendFollowUps(file, () => [{ ...DONE, number: 3 }]);
    const { enterprise } = readStored(root, USCC);
    expect(enterprise).toMatchObject({ schemaVersion: 2, chain: { adopted: 5 } });
    expect(enterprise?.chain?.links.map(({ entry, number }) => `${entry} ${number}`)).toEqual([
      ...['assessment 1', 'assessment 2', 'assessment 3', 'record 1', 'record 2', 'record 3'],
    ]);
    expect(check(file)).toEqual([]);
  });

  test('a redacted file names no person, and later alterations are still found', async () => {
    const { root, file, text } = await fileOne();
    const named = ['Li', 'Excel', 'a.jpg', 'salt'];
    for (const name of named) expect(text).toContain(`"${name}"`);
    const persons = JSON.parse(text).assessments.slice(1);
    expect(await appendAssessment(readStored(root, USCC), persons[0])).toMatchObject({ outcome: 'already-there' });
    expect(await redactEnterprise(file, '2026-11-28')).toBe(2);
    const redacted = await readFile(file, 'utf8');
    for (const name of named) expect(redacted).not.toContain(`"${name}"`);
    expect(check(file)).toEqual([]);
    expect(await redactEnterprise(file, '2026-11-28')).toBe(0);
    await writeFile(file, redacted.replace('"value": "C"', '"value": "D"'));
    expect(check(file)).toEqual([altered(assessment(3), 'answers')]);
    await writeFile(file, redacted.replace('"value": "B"', '"value": "B", "note": "MES"'));
    expect(check(file)).toEqual([altered(assessment(2), 'personal')]);
    await writeFile(file, redacted.replace('"on": "2026-11-28"', '"on": "2026-11-01"'));
    expect(check(file)).toContainEqual({ code: 'link-broken', link: 6 });
    await writeFile(file, redacted);
    // The same answers imported once more bring nothing back; a new assessment is one like any other.
    const outcomes = [persons[0], persons[1], { ...persons[1], assessor: 'Li' }].map(async (one) => {
      return (await appendAssessment(readStored(root, USCC), one, { isTrial: true })).outcome;
    });
    expect(await Promise.all(outcomes)).toEqual(['already-there', 'already-there', 'appended']);
    await append(root, USCC, FACTS, makeAssessment({ assessor: 'Zhao' }));
    expect(check(file)).toEqual([]);
    expect(await redactEnterprise(file, '2026-11-29')).toBe(1);
    expect(check(file)).toEqual([]);
    const links = readStored(root, USCC).enterprise?.chain?.links ?? [];
    expect(links.filter(({ entry }) => entry === 'redaction').map(({ number }) => number)).toEqual([1, 2]);
  });

  test('a contact is redacted everywhere in a file, even in a file without a chain', async () => {
    const root = await makeTemporaryFolder();
    const facts = { ...FACTS, phone: { state: 'answered', value: '028 5550 1234' } } as const;
    const result = { ...RESULT, facts: { phone: '028 5550 1234' } };
    await append(root, USCC, facts, makeAssessment({ personal: ['phone'], result }));
    const file = enterprisePath(root, USCC);
    expect(check(file)).toEqual([]);
    const { chain, ...old } = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...old, schemaVersion: 1 }));
    expect(await redactEnterprise(file, '2026-11-28')).toBe(1);
    expect(await readFile(file, 'utf8')).not.toContain('5550');
    expect(check(file)).toEqual([]);
  });

  test('hundreds of files of all kinds, written and read repeatedly, are never reported as altered', () => {
    for (let i = 0; i < 240; i++) {
      let enterprise: Enterprise = { schemaVersion: 2, key: `KEY "${i}"`, facts: {}, assessments: [] };
      for (let number = 1; number <= 1 + (i % 4); number++) {
        const answers = {
          [`q${i % 5}`]: { state: 'answered', value: i / 7, ...(i % 3 === 0 && { note: `备注 "${number}"\n{ }` }) },
          [String(i)]: { state: 'answered', value: ['a', 'b'] },
          note: { state: 'answered', value: '    }' },
        } satisfies RecordedAnswers;
        const employees: RecordedAnswer = {
          state: 'answered',
          value: i + number,
          ...(i % 5 === 0 && number > 1 && { evidence: ['x'] }),
        };
        const facts = { ...FACTS, employees };
        const person = i % 2 === 0 ? { assessor: 'Li' } : {};
        const added = makeAssessment({ facts, answers, result: RESULT, ...person });
        const after = { ...enterprise, facts, assessments: [...enterprise.assessments, added] };
        const change = { added: [{ kind: 'assessment', number }], isSynthetic: i % 3 === 0 } as const;
        const { bytes } = formatEnterprise(after, change);
        if (change.isSynthetic) expect(formatEnterprise(after, change).bytes).toEqual(bytes);
        const read = parseEnterprise(bytes, 'KEY.json');
        expect(read.altered).toBeUndefined();
        enterprise = read.enterprise;
      }
    }
  });
});
