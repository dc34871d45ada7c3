import { describe, expect, test } from 'vitest';
import { createPlainLayout } from '../../../src/table/export-layout.ts';
import { bindColumns } from '../../../src/table/mapping/column-binding.ts';
import { proposeMapping, toMapping } from '../../../src/table/mapping/propose-mapping.ts';
import { planOf } from '../../scoring/pack-sketch.ts';

const PLAN = planOf({
  scores: { score: { sum: ['share'] } },
  facts: [
    {
      id: 'uscc',
      type: 'uscc',
      key: true,
      required: true,
      text: { zh: '统一社会信用代码', en: 'Unified Social Credit Code' },
    },
    { id: 'revenue', type: 'decimal', unit: { zh: '万元' }, text: { zh: '上年营业收入', en: 'Revenue last year' } },
  ],
  questions: [
    {
      id: 'tools',
      type: 'multiple',
      text: { zh: '使用哪些系统？', en: 'Tools: Which systems are used?' },
      options: [
        { id: 'erp', text: { zh: '企业资源计划', en: 'ERP' } },
        { id: 'mes', text: { zh: '制造执行系统', en: 'MES' } },
        { id: 'none', text: { zh: '都没有', en: 'None' }, exclusive: true },
      ],
    },
    {
      id: 'backup',
      type: 'single',
      text: { zh: '数据备份：多久一次？', en: 'Backup: How often?' },
      options: [
        { id: 'never', text: { zh: '没有', en: 'Never' } },
        { id: 'weekly', text: { zh: '每周', en: 'Weekly' } },
        { id: 'daily', text: { zh: '每天', en: 'Daily' } },
      ],
    },
    {
      id: 'areas',
      type: 'matrix',
      text: { zh: '数字化程度' },
      rows: [
        { id: 'buying', text: { zh: '采购' } },
        { id: 'selling', text: { zh: '销售' } },
      ],
      each: { type: 'scale', minimum: 0, maximum: 3 },
    },
    { id: 'share', type: 'percent', text: { zh: '联网设备占比' } },
  ],
});

function propose(headings: readonly string[], ...rows: readonly (readonly string[])[]) {
  return proposeMapping(PLAN, { layout: createPlainLayout(headings), rows });
}

function matched(headings: readonly string[], ...rows: readonly (readonly string[])[]) {
  return propose(headings, ...rows).columns.map(({ mapped: { to = '-', option }, by, doubts }) =>
    [option === undefined ? to : `${to}=${option}`, by, ...doubts.map(({ code }) => code)].join(' '),
  );
}

const ALL = ['uscc', 'revenue', 'tools', 'backup', 'areas/buying', 'areas/selling', 'share'];

describe('headings', () => {
  test.each([
    ['uscc', 'uscc id'],
    ['USCC', 'uscc id'],
    ['areas/selling', 'areas/selling id'],
    ['统一社会信用代码', 'uscc text'],
    ['Unified social credit code:', 'uscc text'],
    ['"统一社会信用代码"', 'uscc text'],
    ['“数据备份：多久一次？”', 'backup text'],
    ['数据备份', 'backup text'],
    ['How often', '- '],
    ['12、统一社会信用代码', 'uscc numbered'],
    ['Q12. Backup: How often?', 'backup numbered'],
    ['*３．数据备份：多久一次？ [单选题] *', 'backup numbered'],
    ['第4题 使用哪些系统？（多选题）', 'tools numbered'],
    ['上年营业收入（万元）', 'revenue text'],
    ['5. 数字化程度—采购', 'areas/buying numbered'],
    ['数字化程度 [销售]', 'areas/selling text'],
    ['areas[buying]', 'areas/buying text'],
    ['上年的营业收入', 'revenue similar similar'],
    ['revenue last:state', '- '],
    ['__proto__', '- '],
    ['constructor', '- '],
    ['', '- '],
  ])('a heading is mapped to its question: %s', (heading, found) => {
    expect(matched([heading])).toEqual([found]);
  });

  test.each([
    ['tools[erp]', 'tools[mes]', 'tools[none]'],
    ['tools/erp', 'tools/mes', 'tools/none'],
    ['tools___erp', 'tools___mes', 'tools___none'],
    ['使用哪些系统？[企业资源计划]', '使用哪些系统？[制造执行系统]', '使用哪些系统？[都没有]'],
    ['3、使用哪些系统？(A.企业资源计划)', '3、使用哪些系统？(B.制造执行系统)', '3、使用哪些系统？(C.都没有)'],
    ['3(企业资源计划)', '3(制造执行系统)', '3(都没有)'],
  ])('a column for each option is recognised: %s', (...headings) => {
    expect(matched(headings)).toEqual(['tools=erp option', 'tools=mes option', 'tools=none option']);
  });

  test('an option without a column, or columns with counts only, make the proposal uncertain', () => {
    expect(matched(['tools[erp]', 'tools[mes]'])).toEqual(['tools=erp option options-missing', 'tools=mes option']);
    expect(matched(['tools___1', 'tools___2', 'tools___3'])[1]).toBe('tools=mes option counted');
  });

  test('no two columns are mapped to the same question', () => {
    expect(matched(['统一社会信用代码', 'uscc'])).toEqual(['-  second', 'uscc id']);
    expect(matched(['tools', 'tools/erp', 'tools/mes', 'tools/none'])[0]).toBe('tools id');
  });
});

describe("a heading that is the beginning of a question's text", () => {
  const BEGINNING = 'How are the plans for the next three years written';
  const scale = { type: 'scale', maximum: 3 } as const;
  const plan = planOf({
    questions: [
      { id: 'down', ...scale, text: { en: `${BEGINNING} down?`, de: 'Pläne' } },
      { id: 'up', ...scale, text: `${BEGINNING} up by the management?` },
      { id: 'short', ...scale, text: 'How are plans written down and kept?' },
    ],
    scores: { total: { sum: ['down', 'up', 'short'] } },
  });
  const read = (...headings: readonly string[]) =>
    proposeMapping(plan, { layout: createPlainLayout(headings), rows: [] }).columns.map(
      ({ mapped: { to = '-' }, doubts }) =>
        [to, ...doubts.map((doubt) => ('names' in doubt ? doubt.names.join('|') : doubt.code))].join(' '),
    );

  test('a heading that is the beginning of a question’s text is mapped to it, as uncertain', () => {
    expect(read(`${BEGINNING} down`)).toEqual(['down']);
    expect(read(`7. ${BEGINNING} up by`)).toEqual(['up cut']);
    expect(read(`${BEGINNING} up by…`)).toEqual(['up cut']);
    expect(read(`Group/${BEGINNING} up by`, 'Group/How are plans written down and kept?')).toEqual(['up cut', 'short']);
  });

  test('a cut-off heading that fits two questions names both unless one has its own column', () => {
    expect(read(BEGINNING, BEGINNING)).toEqual(['- down|up', '- down|up']);
    expect(read(BEGINNING, `${BEGINNING} down?`)).toEqual(['up cut', 'down']);
  });

  test('a heading counts as cut off only if it has at least 40 characters', () => {
    expect(read('How are plans')).toEqual(['-']);
  });
});

test('the name of the person who answered in Microsoft Forms is not mapped to the name of the enterprise', () => {
  const facts = [
    { id: 'name', type: 'text', text: { en: 'Name of the enterprise' } },
    { id: 'email', type: 'email' },
  ] as const;
  const plan = planOf({
    facts,
    questions: [{ id: 'q', type: 'scale', maximum: 3 }],
    scores: { total: { sum: ['q'] } },
  });
  const read = (headings: readonly string[]) =>
    proposeMapping(plan, { layout: createPlainLayout(headings), rows: [] }).columns.map(
      ({ mapped: { to = '-' } }) => to,
    );
  const forms = ['ID', 'Start time', 'Completion time', 'Email', 'Name', 'Name of the enterprise', 'q'];
  expect(read(forms)).toEqual(['-', '-', '-', '-', '-', 'name', 'q']);
  expect(read(['Email', 'Name', 'q'])).toEqual(['email', 'name', 'q']);
});

describe('certainty', () => {
  test('a table whose headings are all ids is certain, also with unused columns', () => {
    expect(propose([...ALL, '序号']).isCertain).toBe(true);
  });

  test.each([
    ['a key that is missing', ALL.slice(1)],
    ['a question that is missing', ALL.filter((id) => id !== 'backup')],
    ['a heading that is only similar', ALL.map((id) => (id === 'revenue' ? '上年的营业收入' : id))],
    ['the same twice', [...ALL, '统一社会信用代码']],
  ])('a mapping with %s is uncertain', (_, headings) => {
    expect(propose(headings).isCertain).toBe(false);
  });

  test('a fact that is not required may have no column', () => {
    const { isCertain, missing } = propose(ALL.filter((id) => id !== 'revenue'));
    expect({ isCertain, missing }).toEqual({ isCertain: true, missing: [{ name: 'revenue', needed: false }] });
  });
});

test('a required fact needs a column if every enterprise has to state it', () => {
  const plan = planOf({
    scores: { score: { sum: ['q'] } },
    facts: [
      { id: 'name', type: 'text', required: true },
      { id: 'staff', type: 'integer', required: true, default: 0 },
      { id: 'group', type: 'text', required: true, when: { staff: { minimum: 1 } } },
    ],
    questions: [{ id: 'q', type: 'scale', minimum: 0, maximum: 1 }],
  });
  const { missing } = proposeMapping(plan, { layout: createPlainLayout(['q']), rows: [] });
  expect(missing).toEqual([
    { name: 'name', needed: true },
    { name: 'staff', needed: false },
    { name: 'group', needed: false },
  ]);
});

describe('sample cells', () => {
  test('cells with counts of options are left for a person to decide', () => {
    const [from1] = propose(['backup'], ['1'], ['3']).columns;
    expect(from1).toMatchObject({
      mapped: { values: { 1: 'never', 2: 'weekly', 3: 'daily' } },
      doubts: [{ code: 'positions', first: 1 }],
      unread: [],
    });
    expect(propose(['backup'], ['0'], ['2']).columns[0]?.mapped.values).toEqual({
      0: 'never',
      1: 'weekly',
      2: 'daily',
    });
    expect(propose(['areas/buying'], ['0'], ['3']).columns[0]?.doubts).toEqual([]);
  });

  test('a mapping proposes the separator with which the cells can be read as options', () => {
    expect(propose(['tools'], ['erp;mes']).columns[0]?.mapped.separators).toBeUndefined();
    expect(propose(['tools'], ['erp'], ['erp mes']).columns[0]?.mapped.separators).toEqual([' ']);
    expect(propose(['tools'], ['企业资源计划、制造执行系统']).columns[0]?.mapped.separators).toEqual(['、']);
  });

  test('percentages given as shares of 1 are left for a person to decide', () => {
    expect(propose(['share'], ['0.2'], ['1']).columns[0]).toMatchObject({
      mapped: { times: 100 },
      doubts: [{ code: 'fraction' }],
    });
    expect(propose(['share'], ['20%'], ['35.5']).columns[0]?.doubts).toEqual([]);
  });

  test('cells that match no answer are listed', () => {
    expect(propose(['backup'], ['daily'], ['monthly'], ['每周'], ['B'], ['(跳过)']).columns[0]?.unread).toEqual([
      'monthly',
    ]);
  });

  test('a column’s decimal sign is considered known only if all its numbers agree', () => {
    expect(propose(['revenue'], ['1.234,5'])).toMatchObject({ decimal: ',', isDecimalUnclear: false });
    expect(propose(['revenue'], ['1,234'])).toMatchObject({ isDecimalUnclear: true, isCertain: false });
    const unseen = propose(['revenue'], ['1234']);
    expect(unseen).toMatchObject({ decimal: null, isDecimalUnclear: false });
    expect(toMapping(unseen, { id: 'sketch', version: '1' })).not.toHaveProperty('decimal');
  });
});

test('a proposed mapping can be used without changes', () => {
  const headings = ['1(企业资源计划)', '1(制造执行系统)', '1(都没有)', 'backup', '上年营业收入（元）', '__proto__'];
  const mapping = toMapping(propose(headings, ['1', '0', '0', '2', '12345', 'x']), { id: 'sketch', version: '1' });
  const { bindings: uses, problems } = bindColumns(mapping, {
    plan: PLAN,
    pack: 'sketch',
    headings,
    decimal: '.',
    file: 'm.yaml',
  });
  expect(problems).toEqual([]);
  expect(uses.map(({ kind }) => kind)).toEqual(['tick', 'tick', 'tick', 'code', 'number', 'ignore']);
  expect(uses[4]).toMatchObject({ input: 1, factor: 0.0001 });
});
