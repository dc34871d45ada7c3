// The words with which workbooks head their columns and sheets, in English, Chinese and German.

import { normaliseSpelling } from '../../model/index.ts';

/** The types of questions that workbooks name. */
export type DraftType =
  | 'single'
  | 'multiple'
  | 'boolean'
  | 'scale'
  | 'integer'
  | 'decimal'
  | 'percent'
  | 'date'
  | 'text'
  | 'uscc';

/** What a column of a table of questions holds. */
export type Column =
  | 'section'
  | 'sectionWeight'
  | 'group'
  | 'groupWeight'
  | 'question'
  | 'indicator'
  | 'type'
  | 'options'
  | 'rule'
  | 'points'
  | 'fullMark'
  | 'weight'
  | 'id'
  | 'number'
  | 'help';

/** Headings in plain form, without what is in brackets behind them. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  section: words(
    'section, area, dimension, category, domain, pillar, topic, theme, focus area',
    '板块, 部分, 维度, 类别, 一级指标, 一级维度, 评估维度, 评价维度, 测评维度, 诊断维度, 评估领域, 能力域, 领域, 模块, 大类',
    'abschnitt, bereich, kategorie, handlungsfeld, themenfeld, thema, hauptkriterium',
  ),
  sectionWeight: words(
    'section weight, area weight, dimension weight, category weight, domain weight, weight of dimension',
    '一级权重, 一级指标权重, 维度权重, 板块权重, 领域权重, 模块权重',
    'bereichsgewicht, bereichsgewichtung, gewicht des bereichs, gewichtung bereich, dimensionsgewicht, gewicht der dimension',
  ),
  group: words(
    'subsection, sub-section, subdimension, sub-dimension, subarea, sub-area, subcategory, sub-category, subdomain',
    '二级指标, 二级维度, 子维度, 子域, 能力子域, 子领域',
    'unterbereich, teilbereich, unterkategorie, unterkriterium, teilkriterium',
  ),
  groupWeight: words(
    'subsection weight, subdimension weight, sub-dimension weight, subcategory weight',
    '二级权重, 二级指标权重, 子维度权重, 子域权重',
    'gewicht des teilbereichs, gewichtung teilbereich, gewichtung unterbereich',
  ),
  question: words(
    'question, questions, question text, assessment question, statement',
    '题目, 题目内容, 评估题目, 测评题目, 评价题目, 诊断题目, 诊断内容, 问题, 题干, 问卷题目, 评估问题, 评估内容, 测评内容, 评价内容, 考核内容',
    'frage, fragen, fragestellung, fragetext, aussage',
  ),
  indicator: words(
    'item, indicator, criterion, practice',
    '指标, 三级指标, 评估指标, 评价指标, 测评指标, 评估项, 评价要点, 考核指标',
    'indikator, kriterium, merkmal, prüfpunkt',
  ),
  type: words(
    'type, kind, question type, answer type, response type',
    '类型, 题型, 题目类型, 单选/多选',
    'typ, art, fragetyp, antworttyp, fragenart, art der frage',
  ),
  options: words(
    'options, option, answers, choices, answer options, response options, answer choices, options and points, options and scores',
    '选项, 答案, 备选项, 备选答案, 选项内容, 答案选项, 评分选项, 选项及评分标准, 选项和评分标准, 选项与评分标准, 选项及分值, 选项与分值, 选项及得分, 选项与得分, 选项和分值, 选项（分值）',
    'optionen, antworten, antwort, antwortoptionen, antwortmöglichkeiten, auswahl, optionen und punkte, antworten und punkte',
  ),
  rule: words(
    'scoring, scoring rule, scoring rules, scoring criteria, scoring guide, rubric',
    '评分标准, 计分规则, 评分规则, 评分细则, 计分标准, 计分方法, 评分办法, 评分说明, 赋分规则, 赋分标准, 得分标准',
    'bewertungsregel, punktevergabe, bewertungsmaßstab, bewertung der antworten',
  ),
  points: words(
    'points, point, score, scores, points per option, option score',
    '分值, 分数, 得分, 选项分值, 选项得分, 赋分',
    'punkte, punktzahl, punktwert, punkte je antwort, punkte je option',
  ),
  fullMark: words(
    'max points, max. points, maximum points, max score, max. score, maximum score, full marks, full mark, maximum, max, points available',
    '满分, 满分值, 最高分, 最高分值, 最高得分, 标准分, 标准分值, 题目分值, 题目满分, 分值满分, 总分值',
    'max. punkte, maximalpunkte, maximalpunktzahl, maximale punkte, maximale punktzahl, höchstpunktzahl, höchstpunkte, punkte max, punkte max., volle punktzahl',
  ),
  weight: words(
    'weight, weights, weighting, weight factor',
    '权重, 权重系数, 权重值, 占比, 比重, 题目权重, 指标权重, 三级指标权重',
    'gewicht, gewichtung, wichtung, gewichte, gewichtungsfaktor, gewicht der frage',
  ),
  id: words('id, code, question id, question no', '编号, 题号, 题目编号, 指标编号, 代码', 'kennung, fragennummer'),
  number: words('no, no., number, #, s/n', '序号', 'nr, nr., nummer, lfd. nr., lfd nr'),
  help: words(
    'help, hint, note, remark, notes, explanation, guidance, description',
    '说明, 提示, 备注, 指标说明, 题目说明, 填写说明, 指标解释, 指标释义',
    'hilfe, hinweis, hinweise, erläuterung, bemerkung, beschreibung',
  ),
};

function words(...lists: readonly string[]): readonly string[] {
  return lists.flatMap((list) => list.split(', ').map(normaliseSpelling));
}

const COLUMNS: ReadonlyMap<string, Column> = new Map(
  (Object.keys(HEADINGS) as Column[]).flatMap((column) => HEADINGS[column].map((word) => [word, column] as const)),
);

/** Longer texts are not headings. */
const MAX_HEADING_CHARS = 100;

/** A heading in plain form, with what is in brackets behind it. */
function plainHeading(heading: string): { readonly whole: string; readonly bare: string; readonly bracket: string } {
  if (heading.length > MAX_HEADING_CHARS) return { whole: '', bare: '', bracket: '' };
  const whole = normaliseSpelling(heading)
    .replace(/[*:]+$/, '')
    .trim();
  const [, bare = whole, bracket = ''] = /^([^(]+)\(([^()]*)\)$/.exec(whole) ?? [];
  return { whole, bare: bare.trim(), bracket };
}

/** What a heading says of its column; undefined where it is not one of the usual ones. */
export function columnOfHeading(heading: string): Column | undefined {
  const { whole, bare, bracket } = plainHeading(heading);
  const column = COLUMNS.get(whole) ?? COLUMNS.get(bare);
  return column === 'points' && /^(max|满分|最高|höchst)/.test(bracket) ? 'fullMark' : column;
}

/** A column that holds one option of every question. */
export interface OptionHeading {
  readonly kind: 'level' | 'points' | 'letter';
  /** The number of the level, the points, or the place of the option from 1. */
  readonly number: number;
  /** What the level counts of a full mark, from 0 to 1, where the heading says so: `Level 2 (25%)`. */
  readonly share?: number;
}

const LEVEL_HEADING =
  /^(?:maturity level|level|lvl|stage|l(?=\d)|stufe|reifegradstufe|reifegrad|成熟度等级|成熟度|等级|级别|水平)\s?[-.:]?\s?(\d{1,2}|[ivx]{1,4}|[一二三四五六七八九十])级?(?![\p{L}\p{N}])/u;
const CHINESE_LEVEL_HEADING = /^([一二三四五六七八九十]|\d{1,2})级(?!指标|维度|权重)/u;
const POINTS_HEADING = /^(\d{1,4}(?:[.,]\d+)?) ?(?:分|points?|pts?|punkte?)$/;
const LETTER_HEADING =
  /^(?:选项|答案|option|answer|antwort|choice|auswahl|antwortoption) ?([a-h]|\d{1,2}|[一二三四五六七八])$|^([a-h])$/;

/** What a heading says that heads options of one kind; undefined for others. */
export function optionHeading(heading: string): OptionHeading | undefined {
  const { whole, bracket } = plainHeading(heading);
  if (whole === '' || columnOfHeading(heading) !== undefined) return undefined;
  const level = LEVEL_HEADING.exec(whole) ?? CHINESE_LEVEL_HEADING.exec(whole);
  if (level) {
    const percent = /^(\d{1,3}) ?%$/.exec(bracket)?.[1];
    return {
      kind: 'level',
      number: readOrdinal(level[1] as string) as number,
      ...(percent === undefined ? {} : { share: Number(percent) / 100 }),
    };
  }
  const points = POINTS_HEADING.exec(whole)?.[1];
  if (points !== undefined) return { kind: 'points', number: Number(points.replace(',', '.')) };
  const letter = LETTER_HEADING.exec(whole);
  if (!letter) return undefined;
  const word = (letter[1] ?? letter[2]) as string;
  return { kind: 'letter', number: /[a-h]/.test(word) ? word.charCodeAt(0) - 96 : (readOrdinal(word) as number) };
}

const CHINESE_DIGITS = '零一二三四五六七八九十';
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];

/** A whole number in digits, Chinese or Roman numerals, up to 10 in the latter; undefined for other texts. */
export function readOrdinal(text: string): number | undefined {
  const word = text.toLowerCase();
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const chinese = word.length === 1 ? CHINESE_DIGITS.indexOf(word) : -1;
  if (chinese >= 0) return chinese;
  const roman = ROMAN.indexOf(word);
  return roman < 0 ? undefined : roman + 1;
}

/** The words for types of questions. */
export const TYPE_WORDS: ReadonlyMap<string, DraftType> = new Map(
  (
    [
      [
        'single',
        words(
          'single, single choice, single select, radio, select one, dropdown, choice',
          '单选, 单选题, 单项选择, 单项选择题, 下拉, 选择题',
          'einfachauswahl, einfachnennung, einzelauswahl, eine, eine antwort, auswahl',
        ),
      ],
      [
        'multiple',
        words(
          'multiple, multiple choice, multiple select, multi-select, multi select, checkbox, checkboxes, select multiple',
          '多选, 多选题, 多项选择, 多项选择题, 不定项',
          'mehrfachauswahl, mehrfachnennung, mehrere, mehrere antworten',
        ),
      ],
      [
        'boolean',
        words(
          'boolean, yes/no, yes no, yes / no',
          '是非, 是非题, 判断, 判断题, 是否, 是否题',
          'ja/nein, ja nein, ja / nein',
        ),
      ],
      [
        'scale',
        words('scale, rating, likert, rating scale', '量表, 量表题, 评分, 评分题, 打分, 打分题', 'skala, bewertung'),
      ],
      ['integer', words('integer, whole number, count', '整数', 'ganzzahl, anzahl')],
      ['decimal', words('decimal, number, numeric', '数字, 数值, 小数, 数字题', 'zahl, dezimalzahl')],
      ['percent', words('percent, percentage', '百分比', 'prozent')],
      ['date', words('date, day', '日期', 'datum')],
      [
        'text',
        words(
          'text, open, free text, open question',
          '填空, 填空题, 文字, 文本, 问答, 问答题, 简答题',
          'freitext, offen, offene frage',
        ),
      ],
    ] as const
  ).flatMap(([type, named]) => named.map((word) => [word, type] as const)),
);

/** What a column of a table of levels holds. */
export type LevelColumn = 'level' | 'range' | 'from' | 'to' | 'name' | 'text';

const LEVEL_COLUMNS: ReadonlyMap<string, LevelColumn> = new Map(
  (
    [
      [
        'level',
        words(
          'level, rating, grade, band, maturity level, class, stage',
          '等级, 级别, 评价等级, 评估等级, 成熟度等级, 数字化等级, 水平, 等次, 档次, 成熟度',
          'stufe, reifegrad, niveau, reifegradstufe, einstufung, klasse',
        ),
      ],
      [
        'range',
        words(
          'score range, score, scores, points, range, total score, total, point range, score band',
          '得分区间, 分数区间, 分值区间, 分数段, 得分范围, 分数范围, 分值范围, 得分, 分数, 分值, 总分, 对应分值, 评分区间, 区间, 综合得分',
          'punkte, punktebereich, punktzahl, gesamtpunktzahl, gesamtwert, wertebereich, spanne, punkte in prozent, prozent, erfüllung, mittelwert',
        ),
      ],
      [
        'from',
        words(
          'from, min, minimum, lower bound, min score',
          '下限, 最低分, 起始分, 最低',
          'von, ab, untergrenze, mindestens',
        ),
      ],
      [
        'to',
        words('to, max, maximum, upper bound, max score', '上限, 最高分, 截止分, 最高', 'bis, obergrenze, höchstens'),
      ],
      ['name', words('name, label, title', '名称, 等级名称, 级别名称', 'bezeichnung, name')],
      [
        'text',
        words(
          'meaning, description, characteristics',
          '说明, 描述, 含义, 特征, 等级说明',
          'bedeutung, beschreibung, merkmale',
        ),
      ],
    ] as const
  ).flatMap(([column, named]) => named.map((word) => [word, column] as const)),
);

/** What a heading says of its column in a table of levels. */
export function levelColumnOfHeading(heading: string): LevelColumn | undefined {
  const { whole, bare } = plainHeading(heading);
  return LEVEL_COLUMNS.get(whole) ?? LEVEL_COLUMNS.get(bare);
}

/** Names of sheets and sections that ask about the enterprise itself, which counts nothing. */
export function isAboutEnterprise(title: string): boolean {
  return /^(?:[一二三四五六七八九十\d]+[、.．]\s*)?(?:(?:填报|参评|受评)?(?:企业|单位|公司)(?:基本|基础)?(?:信息|情况)|(?:基本|基础)(?:信息|情况)|(?:company|enterprise|organi[sz]ation|respondent)(?: profile| information| info| data| details)?|general information|master data|(?:unternehmens|firmen|betriebs|stamm)(?:daten|angaben)|angaben zum unternehmen|allgemeine angaben)(?:表)?$/i.test(
    title.trim(),
  );
}

/** Facts that offices ask of every enterprise: the id that packs give them, their type and what their labels hold. */
const FACTS: readonly (readonly [string, DraftType, RegExp])[] = [
  ['uscc', 'uscc', /信用代码|unified social credit/i],
  [
    'registration',
    'text',
    /注册号|registration (?:no|number)|tax (?:id|number)|handelsregister|registernummer|steuernummer/i,
  ],
  [
    'name',
    'text',
    /(?:企业|单位|公司)(?:全称|名称)|(?:company|enterprise|organi[sz]ation) name|name of (?:the )?(?:company|enterprise)|firmenname|unternehmensname|name des unternehmens|^firma$/i,
  ],
  [
    'employees',
    'integer',
    /从业人员|(?:职工|员工)(?:总)?(?:人数|数)|人员规模|number of employees|^employees|headcount|mitarbeiter|beschäftigte/i,
  ],
  ['revenue', 'decimal', /营业(?:总)?收入|销售收入|revenue|turnover|umsatz/i],
  ['assets', 'decimal', /资产总额|总资产|total assets|bilanzsumme/i],
  ['industry', 'text', /行业|\bsector|\bindustry|branche|wirtschaftszweig/i],
  ['place', 'text', /地址|所在地|所属(?:地区|区县)|^address|location|adresse|^sitz|^ort$/i],
  ['phone', 'text', /电话|手机|phone|telefon/i],
  ['email', 'text', /邮箱|e-?mail/i],
  ['contact', 'text', /联系人|填报人|contact|ansprechpartner/i],
];

/** The fact that a label asks for; undefined where the label is not a usual one. */
export function factOfLabel(label: string): { readonly id: string; readonly type: DraftType } | undefined {
  const found = label.length > MAX_HEADING_CHARS ? undefined : FACTS.find(([, , words]) => words.test(label));
  return found && { id: found[0], type: found[1] };
}

/** Headings over a list of what is asked of an enterprise. */
export function isFactListHeading(heading: string): boolean {
  return /^(?:项目|字段|字段名称|内容|填写内容|信息项|填报内容|field|information|value|answer|your answer|please fill in|feld|angabe|wert|ihre angabe)$/i.test(
    plainHeading(heading).whole,
  );
}

/** Whether a text begins a note rather than naming something. */
export function isNote(text: string): boolean {
  return /^(?:\*|※|(?:备?注|说明|提示|填表说明|填报说明|填写说明|备注|note|notes|remark|remarks|hint|hinweis|hinweise|anmerkung|anmerkungen|erläuterung)\s*\d*\s*[:：.．、])/i.test(
    text,
  );
}

/** Whether a cell heads a row of totals. */
export function isTotal(text: string): 'part' | 'all' | undefined {
  const word = plainHeading(text).bare.replace(/\s/g, '');
  if (/^(?:小计|subtotal|sub-total|zwischensumme)$/.test(word)) return 'part';
  return /^(?:合计|总计|总分|共计|total|totalpoints|totalscore|sum|summe|gesamt|gesamtsumme|insgesamt|gesamtpunktzahl)$/.test(
    word,
  )
    ? 'all'
    : undefined;
}

/** Names that programs give to sheets by themselves. */
export function isGenericSheetName(name: string): boolean {
  return /^(?:sheet|tabelle|工作表|表|blatt|table)\s*\d*$/i.test(name.trim());
}

/** Whether the words of an option say that nothing is there, at least not yet. */
export function saysLacking(text: string): boolean {
  return /^(?:没有|没|无|未|不|尚未|从未|从不|否|no\b|not\b|none\b|nothing|nobody|never|kein|nicht|nie\b|niemand|gar nicht|nein\b)/i.test(
    text.trim(),
  );
}

/** Whether a question asks for several answers. */
export function asksForSeveral(question: string): boolean {
  return /多选|multiple|select all|all that apply|mehrere|mehrfach/i.test(question);
}
