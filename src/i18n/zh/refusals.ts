import type { Messages } from '../messages.ts';
import { imports } from './templates.ts';
import { words } from './words.ts';

export const files: Messages['files'] = {
  problems: {
    missing: (path) => `${path} 不存在`,
    'no-folder': (path) => `文件夹 ${path} 不存在`,
    damaged: (path) => `${path} 已损坏`,
    altered: (path) => `${path} 与 Matura 写入时不同`,
    newer: (path) => `${path} 由更高版本的 Matura 写入`,
    locked: (path) => `${path} 正由另一进程写入`,
    'disk-full': (path) => `${path} 无法写入：磁盘空间不足`,
    'read-only': (path) => `${path} 无法写入：磁盘为只读`,
    'no-permission': (path) => `${path} 无法使用：没有权限`,
    'not-a-folder': (path) => `${path} 与所需的同名文件夹冲突`,
    'not-a-file': (path) => `${path} 是文件夹、管道或设备，此处应为文件`,
    'too-large': (path) => `${path} 超过 64 MB，这类文件不应如此之大`,
    'link-outside': (path) => `${path} 是指向所在文件夹之外的链接`,
    failed: (path) => `${path} 无法读取或写入`,
  },
  steps: {
    'check-path': '请检查路径。',
    'make-folder': '请先建立该文件夹，或检查路径。',
    'restore-copy': '请用备份中的完整副本替换，或修复该处；Matura 不会改动已损坏的文件。',
    verify: '用 matura verify 可列出每一处。请用备份中的完整副本替换；被改动的文件不会再写入任何内容。',
    'update-matura': '请使用更高版本的 Matura。',
    wait: '请等待另一进程结束后重试；若没有这样的进程，请删除该锁。',
    'free-space': '请腾出空间后重试：每个文件都是完整的旧文件或新文件。',
    'choose-other-folder': '请选择其他位置。',
    'get-permission': '请申请权限，或选择其他位置。',
    'replace-link': '请用文件本身替换该链接。',
    'name-a-file': '请指定文件，或移走占用该位置的内容。',
    'try-again': '请重试；若仍然如此，请检查磁盘。',
  },
  line: (line) => `第 ${line} 行`,
  lineAndColumn: (line, column) => `第 ${line} 行第 ${column} 列`,
  pointer: (pointer) => `位置 ${pointer}`,
  top: '开头处',
  details: {
    'not-json': '不是有效的 JSON',
    'not-utf8': '不是有效的 UTF-8',
    'not-an-answer': '不是答案记录',
    'not-a-draft': '不是草稿的首行',
    'not-a-key': '不是 matura key 生成的密钥',
    'not-filed': '其中没有该次评测',
    lock: (path) => `其锁为 ${path}`,
    'other-draft': (id) => `这是草稿 ${id} 的首行`,
    'other-key': (key) => `其代码 ${key} 属于另一档案`,
  },
};

const near = (name: string | undefined): string => (name === undefined ? '' : `；是否指“${name}”？`);
const unknown = (thing: string) => (name: string, closest: string | undefined, known: string) => [
  `没有${thing}“${name}”${near(closest)}`,
  ...(known === '' ? [] : [`现有：${known}`]),
];

const SHOWN = { form: '表单', html: '网页', docx: 'Word 文档', pdf: 'PDF 文件', xlsx: '工作簿' } as const;
const CAUSES: Readonly<Record<string, string>> = {
  EACCES: '没有权限',
  EPERM: '没有权限',
  ELOOP: '该链接指向自身',
  ENXIO: '它是套接字',
  ESPIPE: '它是设备或管道',
  EFBIG: '它大于 64 MB',
};
const PACK = '问卷包是含有 questionnaire.yaml 和 rubric.yaml 的文件夹。';
const RECORD_NUMBERS = '不带其他选项运行，可列出各条记录及其编号。';
const PRINT_YOURSELF = '可先生成 HTML 报告，在任意浏览器中打开后打印。';
const ONE_GROUPING = '请分别生成，只对外提供其中一份；--min-cell 1 显示全部数字。';

export const refusals: Messages['refusals'] = {
  keyThere: (path) => [`${path} 已存在`, '请用 -o 指定其他文件，或用 --force 替换该密钥。'],
  unsigned: (project) => [
    `${project} 要求评测必须签名`,
    '请用 --sign 指定其中所列签名人的密钥；密钥可用 matura key new 生成。',
  ],
  otherSigner: (key, fingerprint, project) => [
    `${key}（${fingerprint}）不是 ${project} 中所列的签名人`,
    '请改用所列签名人的密钥签名，或将此指纹加入其中。',
  ],
  notADate: (option, text) => `${option}：“${text}”不是 2026-01-31 这样的日期`,
  unclearDate: (option, text) => [`${option}：“${text}”可能指两个不同的日期`, '请先写年份，如 2026-01-31。'],
  noSuchDayBefore: (input, day) => `${input}：没有 ${day} 这一天`,
  notACount: (option, text, least, most) =>
    `${option}：“${text}”无效，应为${most === '' ? `不小于 ${least} ` : ` ${least} 至 ${most} `}的整数`,
  notANumber: (option, text) => `${option}：“${text}”无效，应为不小于 0 的数字`,
  notAPercentage: (option, text, most) =>
    `${option}：“${text}”无效，应为${most === '' ? '不小于 0 ' : ` 0 至 ${most} `}的百分比，如 15`,
  ambiguousNumber: (option, text, one, other) => [`${option}：“${text}”有两种含义`, `请写成 ${one} 或 ${other}。`],
  noFolderName: (option) => `${option} 须指明文件夹名称`,
  emptyFolderName: '文件夹名称为空',
  emptyPath: '路径为空',
  tableOfAnswers: (path) => [`${path} 是表格；此处需要一家企业的答案`, 'matura batch 可对表格逐行评分。'],
  answersOfOne: (path) => [
    `${path} 不是表格，而是 YAML，即一家企业的答案文件的格式`,
    '此类文件请用 matura score 评分。',
  ],
  unknownLanguage: (language, known) => [`没有语言“${language}”`, `可用语言：${known}`],
  unknownLevel: (option, level, levels) => [`${option}：该问卷包没有“${level}”级`, `现有等级：${levels}`],
  unknownAssessment: (which, known) => [`--assessment：没有评测“${which}”`, `现有：${known}`],
  unknownRule: (name, closest) => [`没有检查规则“${name}”${near(closest)}`, '用 matura rule 可列出全部规则。'],
  unknownDocumentKind: (name, closest, known) => [`没有文档类型“${name}”${near(closest)}`, `现有类型：${known}`],
  unknownShell: (name, closest, known) => [`“${name}”没有自动补全${near(closest)}`, `可用的 shell：${known}`],
  unknownMeasure: unknown('措施'),
  unknownInstrument: unknown('资金支持'),
  unknownPack: (name, closest, known) => [
    `没有问卷包“${name}”${near(closest)}`,
    `${known === '' ? '未找到任何问卷包' : `现有：${known}`}；也可指定路径，如 ./my-pack，或用 --packs 指定文件夹`,
  ],
  unknownPolicy: (name, closest, known) => [
    `没有政策“${name}”${near(closest)}`,
    `${known === '' ? '未找到任何政策' : `现有：${known}`}；也可指定路径，如 ./policies/my-city.yaml`,
  ],
  unknownName: (name, closest, scores) => [
    `该问卷包中没有名为“${name}”的得分、题目或企业信息${near(closest)}`,
    `现有得分：${scores}`,
  ],
  optionNeeds: (option, other) => `${option} 须与 ${other} 同用`,
  noSuchStep: (number, count) => [
    `最近一次方案中没有第 ${number} 项措施，共 ${count} 项`,
    '不加选项运行 matura record 可列出。',
  ],
  requiredAndExcluded: (measure) => `${measure} 不能既必选又排除`,
  cannotRequire: (measure, why, others) => [
    `${measure} 不能设为必选：${why}${others === '' ? '' : `（${others}）`}`,
    '没有登记任何内容。',
  ],
  choosesPeers: (option) => `${option} 用于筛选同类企业，须与 --peers 同用`,
  templateFormat: (format) => `--template 须与 --format docx 同用，不适用于 ${format}`,
  logoFormat: (format) => `--logo 须与 --format html、pdf 或 docx 同用，不适用于 ${format}`,
  shortFormat: '--short 须与 --format md、html、docx 或 pdf 同用',
  watchFile: '--watch 须与 --output 同用，以写入文件',
  notForFolder: (option) => [`${option} 只适用于单家企业，不适用于文件夹`, '文件夹按各企业档案中已有的建议汇总。'],
  formatNotForFolder: (format) => [
    `--format ${format} 只适用于单家企业，不适用于文件夹`,
    '文件夹可用 pretty 或 json。',
  ],
  unknownCommand: (name, near) => [
    `没有“${name}”这个命令`,
    near === undefined ? '用 matura --help 列出全部命令。' : `是不是要用 ${near}？`,
  ],
  otherFormat: (file, named, said) => [
    `${file} 的扩展名表示 ${named}，而 --format 指定的是 ${said}`,
    `请指定 --format ${named}，或更改文件扩展名。`,
  ],
  endingNotWritten: (file, endings) => [`此命令不能生成 ${file} 这种格式的文件`, `可用的扩展名：${endings}`],
  fileThere: (file) => [`${file} 已存在且内容不同，会被覆盖`, '请指定其他文件，或用 --force 覆盖。'],
  otherExport: (file) => [`${file} 中是另一份导出文件的数据，会被覆盖`, '请指定其他文件，或用 --force 覆盖。'],
  otherScores: (file) => [
    `${file} 中这些企业的得分与本次不同，而导出文件和问卷包此后均未改动：该文件来自另一份导出文件，会被覆盖`,
    '请指定其他文件，或用 --force 覆盖。',
  ],
  enterpriseFile: (path) => [`${path} 是企业档案，会被覆盖`, '请指定其他文件。'],
  notOnTerminal: (kind) => [`${SHOWN[kind]}不能在终端中显示`, '请用 -o 指定文件。'],
  tooManyGates: (most) => `--min-score：最低要求不得超过 ${most} 项`,
  notAGate: (text) => `--min-score：“${text}”无效，应为 NAME=VALUE 的形式，如 total=60`,
  gateWithoutNumber: (text, score) => `${score} 的最低要求“${text}”不是数字`,
  unknownScore: (name, scores) => [`没有得分“${name}”`, ...(scores === '' ? [] : [`现有得分：${scores}`])],

  missing: files.problems.missing,
  needsPath: () => ['- 表示标准输入，此处不能使用', '此处须为磁盘上的位置：请先保存，再指明文件或文件夹。'],
  linkOutOfPack: (path) => [`${path} 是指向问卷包之外的链接`, '请用文件本身替换该链接。'],
  folderForFile: files.problems['not-a-file'],
  unreadable: (path, cause) => `${path} 无法读取：${CAUSES[cause] ?? cause}`,
  noPack: (path) => [`${path} 中没有问卷包`, PACK],
  folderWithoutPack: (option, folder) => [`${option}：文件夹 ${folder} 中没有问卷包`, PACK],
  folderMissing: (option, folder) => `${option}：文件夹 ${folder} 不存在`,
  folderUnreadable: (option, folder) => `${option}：${folder} 不是可读取的文件夹`,
  policyIsFolder: (path) => `${path} 是文件夹，而政策应为文件`,
  packUnusable: (pack) => `问卷包 ${pack} 有误，无法使用`,
  policyUnusable: (pack, policy) => `问卷包 ${pack} 与政策 ${policy} 合用时有误，无法使用`,
  mappingUnusable: (path, table) => `映射 ${path} 不能这样用于 ${table}`,
  mappingUnreviewed: (path, marks, option) => [
    `对应文件 ${path} 中有尚未核对的 check 标记：${marks}`,
    `请逐项核对 check 的内容，改正该列后删去 check。${option} 按原样使用对应文件。`,
  ],
  projectUnusable: (path) => `${path} 中的设置有误，无法使用`,
  stagesUnusable: (path) => `${path} 中的阶段有误，无法使用`,
  casesUnusable: (pack) => `${pack} 的用例无法运行`,
  namesNoPolicy: (pack) => [`${pack} 未指定政策`, '请用 --policy 指定。'],
  noKeyFact: '该问卷包没有标识企业的信息，无法命名企业档案',
  notARevision: (text) => `--since：“${text}”不是修订版本`,
  noRepository: (folder, reason) => [`--since：${folder} 不在可读取的 git 仓库中`, reason],
  unknownRevision: (revision) => [
    `--since：仓库中没有修订版本“${revision}”`,
    '浅克隆只含最新的版本：请先拉取该版本；在 GitHub 工作流中，检出时请设 fetch-depth: 0。',
  ],
  noGit: '--since 需要 git，但尚未安装',
  noBaseline: (path) => [`--baseline：${path} 不存在`, '可用 matura validate --write-baseline FILE 生成。'],
  notABaseline: (path) => [
    `${path} 已存在，但不是可读取的基线，因此未予替换`,
    `运行 matura validate ${path} 可查看其中的问题。`,
  ],
  baselineAlone: '--write-baseline 只写基线，不能与 --output 同用',
  oneFormat: (formats, first) => [
    `标准输出只能采用一种格式，不能同时采用 ${formats}`,
    `请在其余各格式之后指明输出文件：--format ${first} --output FILE`,
  ],
  sameFile: (path) => `两种格式不能写入同一文件：${path}`,
  fileIsChecked: (path) => `${path} 是被检查的文件之一，未予覆盖`,
  updateNeedsReason: [
    '--update 会改写预期结果，须用 --reason 说明理由',
    '请说明新结果为何正确，例如 --reason "Q5 自版本 2 起计 12 分"。',
  ],
  reasonNeedsUpdate: '--reason 须与 --update 同用',
  noCaseToRun: '这些问卷包没有可以运行的用例',
  noCaseNamed: (text) => `没有标识中含“${text}”的用例`,
  noCase: ['没有找到用例', '用例应放在问卷包的 cases 文件夹中。'],
  fileChanged: (path) => [`${path} 在读取之后有改动，因此未予改写`, '请重新运行该命令。'],
  notWritten: (path, cause) => `${path} 无法写入（${cause}），保持原样`,

  answersRefused: (path) => `${path} 已拒收：未评分，也未写入任何内容`,
  missingAnswers: (path, names) => `${path} 缺少 ${names} 的答案，评分规则不接受`,
  answersNeeded: (names) => `缺少 ${names} 的答案，评分规则不接受`,
  noEnterpriseFile: (key, folder) => [
    `${folder} 中没有企业 ${key} 的档案`,
    '请用 --files 指定文件夹，或直接指定该文件。',
  ],
  noFiles: (folder) => [`${folder} 中没有企业档案`, '可用 matura score PACK ANSWERS --files DIR 生成。'],
  noAssessment: (path) => `${path} 中没有评测`,
  noAssessmentUnder: (path, pack) => `${path} 中没有按 ${pack} 进行的评测`,
  noAssessmentOf: (enterprise, kind) => `${enterprise} 没有${words.kinds[kind]}`,
  keyNotStated: (fact) => `未填写“${fact}”，无法命名企业档案`,
  otherVersion: (path, version, now) => [
    `${path} 中最近一次评测采用版本 ${version}，而问卷包为 ${now}`,
    '请加 --migrate 转入其答案：在新版本中已无对应的内容会列出，原评测保持不变。',
  ],
  otherEnterprise: (stored, stated) => [imports.otherEnterprise(stored, stated), imports.renameAdvice],
  notAChange: (text) => `--set：“${text}”无效，应为 NAME=VALUE 的形式，如 Q5=C`,
  setTwice: (name) => `--set：${name} 设定了两次`,
  setScore: (name) => [`--set：${name} 由答案计算得出，请设定相应的答案`, '用 matura explain 可查看由哪些答案得出。'],
  setRows: (name, rows) => [`--set：${name} 含有多行，每行各有答案`, `各行：${rows}`],
  setUnknown: (name, closest) => `--set：该问卷包中没有名为“${name}”的题目或企业信息${near(closest)}`,

  onePeerSubject: (count) => [`--peers：所给文件属于 ${count} 家企业`, '请只指定一家企业的文件。'],
  noPeerFact: (pack, name, closest, facts) => [
    `--by：${pack} 中没有企业信息“${name}”${near(closest)}`,
    `现有企业信息：${facts}`,
  ],
  ownFactUnknown: (fact, enterprise) => `--by：${enterprise} 的 ${fact} 不详`,
  peerFactUnknown: (fact, path) => [`--by：所有同类企业的 ${fact} 均不详`, `${path} 未作说明。`],
  noPeerFiles: (folder) => [
    `--peers：${folder} 中没有企业档案`,
    '企业档案可由 matura score --files 或 matura batch --files 生成。',
  ],
  otherPeerScores: (path, pack, scores) => [
    `--peers：${path} 中没有 ${pack} 的任何得分`,
    `该问卷包的得分：${scores}。该文件是否为其他问卷包的结果？`,
  ],
  notPeers: (reason) => [`--peers：${reason}`, '请指定企业档案文件夹，或 matura batch 生成的批量评分结果。'],
  noStages: (path) => [`--stages：${path} 不存在`, '用 matura schema stages 可查看此类文件的格式。'],
  tooManyStages: (count) => [
    `--stages：需要隐藏企业较少的分组时，${count} 个阶段过多，无法在合理时间内查清合在一起能推知的内容`,
    '请减少阶段；--min-cell 1 显示全部数字，仅供主管部门内部使用。',
  ],
  sharedFact: (fact) => [`--by：“${fact}”出现在两种分组中，任一分组都会泄露另一分组所隐藏的数字`, ONE_GROUPING],
  nestedGroupings: (inner, outer) => [
    `--by：每个“${inner}”都只属于一个“${outer}”，任一分组都会泄露另一分组所隐藏的数字`,
    ONE_GROUPING,
  ],
  notAKeyFile: (path) => [`${path} 已存在，但不是假名对照文件`, '请移走该文件，或用 --pseudonyms 另行指定。'],

  nothingToRecord: '未指明要登记的内容，请用 --measure、--instrument 或 --cancel 指明',
  noPolicyToFollow: (path) => `${path} 中没有评测，因此没有可执行的方案`,
  notARecord: (text) => [`--cancel：“${text}”不是记录编号`, RECORD_NUMBERS],
  unknownRecord: (number) => [`--cancel：没有第 ${number} 条记录`, RECORD_NUMBERS],
  whichMeasureState: (id) => `--measure ${id}：请指明状态：--planned、--started 或 --done`,
  whichInstrumentState: (id) => `--instrument ${id}：请指明状态：--applied、--granted 或 --paid`,
  dayToCome: (option, day, today) => [
    `${option}：${day} 尚未到来，今天是 ${today}`,
    '计划中的事项请用 --planned 登记。',
  ],
  notMoney: (option, text) => `${option}：“${text}”不是金额，应如 350000、350,000.50、35万 或 120万元`,
  tooManyDecimals: (option, text) => `${option}：“${text}”的小数超过两位；金额须精确，不作舍入`,
  tooManyDigits: (option, text, most) => `${option}：“${text}”超过 ${most} 位`,
  noCurrency: (option, number) => `${option}：该问卷包未指明币种，请写在金额之后，如“${number} CNY”`,
  otherCurrency: (option, currency, written) => `${option}：此处金额的币种为 ${currency}，不是 ${written}`,

  noBrowser: [
    'PDF 须由 Chrome、Edge 或 Chromium 打印，此处均未找到',
    '请安装其中之一，或用环境变量 CHROMIUM 指明。也可生成 HTML 报告，在任意浏览器中打开后打印。',
  ],
  printedNothing: (browser) => [`${browser} 没有打印出任何内容`, PRINT_YOURSELF],
  printedTooLong: (browser, seconds) => [`${browser} 用时超过 ${seconds} 秒`, PRINT_YOURSELF],
  notPrinted: (browser, cause) => [`${browser} 异常结束（${cause}）`, PRINT_YOURSELF],
};
