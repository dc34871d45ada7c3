import type { HelpTexts } from '../load.ts';

/** Texts of the help, each by the English one that stands in the code. */
export const help: HelpTexts['help'] = {
  'Digital-maturity assessments of enterprises: ask for answers or read them, score them against a rubric, keep one file per enterprise and write a policy for each. Works entirely offline.':
    '企业数字化水平评测：现场问答或读取答案，按评分规则评分，为每家企业保存一份档案并生成一企一策方案。全程离线运行。',
  'show the version': '显示版本号',
  "language: {codes} (default: the system's)": '语言：{codes}（默认：系统语言）',
  'show this help': '显示本帮助',
  'Assess an enterprise by interview; writes its file and its policy': '以问答方式诊断企业，生成企业档案和一企一策方案',
  'Score one set of answers: a YAML or JSON file, an enterprise file, or - for standard input':
    '对一份答案评分：YAML 或 JSON 文件、企业档案，或用 - 表示标准输入',
  'Write an empty answer sheet to fill in: YAML, CSV, XLSX, a Word document for paper, a survey form':
    '生成空白答卷：YAML、CSV、XLSX，可打印的 Word 文档，或调查平台的表单',
  'Write a form to fill in offline, in any browser: a single HTML file':
    '生成可在任意浏览器中离线填写的表单（单个 HTML 文件）',
  'Add answers saved by the browser form to the enterprise files': '把浏览器表单保存的答案导入企业档案',
  'Assess:': '评测：',
  'Score exports: CSV or XLSX tables of many enterprises': '批量评分：导出的 CSV 或 XLSX 表格，每行一家企业',
  'Match the columns of an export to the questions, for review': '为导出表的各列匹配题目，供人工核对',
  'Score many:': '批量评分：',
  'Explain where a score or the level comes from, down to the answers': '说明得分或等级的由来，直至每个答案',
  'Show level, scores and policy under changed answers, side by side': '假设改变答案，并列比较等级、得分和方案',
  'Compare assessments of an enterprise: over time, self against on-site, or with its peers':
    '比较评测结果：历次评测、自评与现场诊断，或与同类企业',
  'Understand:': '分析：',
  'Recommend measures that reach a level and close the worst gaps at little cost, with a schedule and funding':
    '推荐措施：以较低费用达到目标等级并补上主要短板，附进度安排和资金支持',
  'Record what became of the policy of an enterprise: measures planned, started, done; money applied for, granted, paid':
    '登记方案落实情况：措施的计划、开工和完成，资金的申请、批复和拨付',
  'Plan:': '规划：',
  'Write the report of one enterprise: a web page, a Word document or a PDF':
    '生成单家企业的报告：网页、Word 文档或 PDF',
  'Report:': '报告：',
  'Report on many enterprises, from enterprise files and batch results: coverage, levels, ranking, data quality':
    '汇总多家企业（企业档案和批量评分结果）：覆盖率、等级、排名和数据质量',
  'Generate a synthetic region, marked as such: registry, exports, supplier links, assessments over time':
    '生成合成的地区数据（均注明为合成）：企业名录、导出表、供应关系、历次评测',
  'Programme:': '项目管理：',
  'Check that enterprise files are as they were written; names what was altered, removed or inserted':
    '检查企业档案是否与写入时一致；指出被改动、删除或插入之处',
  'check the chains only: do not score assessments again': '只检查链，不重新评分',
  'PATH is an enterprise file, a folder of them, or the key of an enterprise in the folder of --files; without one, that folder is checked. Every enterprise file ends in a chain of digests over its assessments and records: what was altered, removed, inserted, moved, cut off or renamed since is named. Assessments are scored again where their pack is found. Keep the output of --json somewhere else: whoever rewrites a whole file, chain and all, gives it another head.':
    'PATH 为企业档案、存放企业档案的文件夹，或 --files 文件夹中企业的标识；不填则检查该文件夹。每个企业档案以一条覆盖全部评测和记录的摘要链结尾：此后被改动、删除、插入、移动、截去或改名之处都会指出。找得到问卷包的评测会重新评分。请把 --json 的输出另存他处：若有人连同链重写整个文件，其链首值会不同。',
  'Exit code 0: nothing was found; 1: something was altered; 3: a path is missing or holds no enterprise file.':
    '退出码 0：未发现问题；1：有内容被改动；3：路径不存在或其中没有企业档案。',
  'Remove who assessed, notes, evidence and contacts from the file of an enterprise':
    '从企业档案中删除评测人、备注、证据和联系方式',
  'For a person who asks for it: who assessed and recorded, notes, evidence, and facts that are an e-mail address or a telephone number are removed from all assessments and records of ENTERPRISE, an enterprise file or the key of one in the folder of --files. Answers, scores and records stay, and matura verify still finds what is altered: salted digests of what was removed remain. It cannot be undone, and copies, reports and policies written before are not reached.':
    '用于个人提出请求时：从 ENTERPRISE（企业档案，或 --files 文件夹中企业的标识）的全部评测和记录中删除评测人和记录人、备注、证据，以及电子邮箱和电话。答案、得分和记录保留不变；所删内容的加盐摘要仍在，matura verify 照样能发现改动。此操作不可撤销，也不涉及此前的副本、报告和一企一策方案。',
  'Exit code 0: removed, or there was nothing to remove; 3: refused.':
    '退出码 0：已删除，或没有可删除的内容；3：拒绝处理。',
  'sign what is added to enterprise files with this key, made by matura key':
    '用 matura key 生成的此密钥为写入企业档案的内容签名',
  'Make a key to sign assessments with, or show the fingerprint of one': '生成为评测签名的密钥，或显示密钥的指纹',
  'with new: write to this file': '与 new 同用：把密钥写入该文件',
  'a key that assessments must be signed with; repeatable: with one of them':
    '评测须用此密钥签名；可重复使用：须用其中之一',
  'Makes a key (Ed25519) to sign assessments with: diagnose, score, import and batch take its file with --sign. ACTION is new, with the NAME that stands in signatures, or show, with the file of a key. Keep the file to yourself; its fingerprint is for others, who compare it or put it into matura.yaml (signers).':
    '生成为评测签名的密钥（Ed25519）：diagnose、score、import 和 batch 用 --sign 指定其文件。ACTION 为 new 时，NAME 是签名中的姓名；为 show 时，NAME 是密钥文件。密钥文件请自行保管；指纹可告知他人，用于核对或写入 matura.yaml（signers）。',
  'List the packs and policies that are found': '列出可用的问卷包和政策',
  'Create a small working pack with cases, a workflow and editor settings':
    '新建一个可运行的小型问卷包，含用例、工作流和编辑器设置',
  'Check packs and policies; every finding names its line': '检查问卷包和政策，逐条指出问题所在的行',
  'Run the cases of packs': '运行问卷包的用例',
  'Show what changed between two versions of a pack, and whose level it would change':
    '比较问卷包的两个版本，并找出等级会因此改变的企业',
  'Draw a pack as a chart: questions, conditions, scores and levels': '把问卷包画成图：题目、条件、得分与等级',
  'The chart is text for Mermaid, which GitHub, GitLab and many editors draw: a Markdown file (-o chart.md) shows it there. A solid arrow is a part of a score; a dotted one says on which condition something is asked, counts or is reached. An arrow from a section stands for all its questions.':
    '图以 Mermaid 文本写成，GitHub、GitLab 和许多编辑器都能绘制：写成 Markdown 文件（-o chart.md）即可在那里查看。实线箭头表示得分的组成部分；虚线箭头表示在何种条件下提问、计入或达到。从一个部分出发的箭头代表其全部题目。',
  'put right what nothing else can be meant by: misspelt names and keys, numbers with separators':
    '改正含义唯一的错误：拼错的名称和键、带分隔符的数字',
  'write it again whenever a YAML file changes, an open page follows; Ctrl-C ends it':
    'YAML 文件一有改动就重新写出，已打开的页面随之更新；按 Ctrl-C 结束',
  'do it again whenever a YAML file changes; Ctrl-C ends it': 'YAML 文件一有改动就重做；按 Ctrl-C 结束',
  'Explain a check, or list all of them': '说明一条检查规则，或列出全部规则',
  'Print the JSON Schema of a document kind, for editors': '输出某类文档的 JSON Schema，供编辑器使用',
  'Packs:': '问卷包：',
  'Show the help of a command': '显示某个命令的帮助',
  'Exit codes: 0 done; 1 done, with something to look at, such as findings or rejected rows; 2 wrong usage; 3 nothing could be done; 4 a bug in Matura; 130 interrupted.':
    '退出码：0 完成；1 完成，但有需要查看的内容，如检查发现或被拒绝的行；2 用法错误；3 无法执行；4 Matura 自身的错误；130 被中断。',
  'For a file that is only read, - is standard input.': '只读取而不改写的文件可用 - 表示标准输入。',
  'Amounts: 500000, 500,000, 50万 or 0.5 million; in German, 500.000,00. Days: 2026-01-31, 2026/1/31, 31.1.2026 or today. What could mean two things is refused.':
    '金额可写作 500000、500,000、50万 或 0.5 million；日期可写作 2026-01-31、2026/1/31、2026年1月31日 或 today。有两种含义的写法会被拒绝。',
  'the folder of enterprise files; drafts are kept in its subfolder .drafts':
    '企业档案文件夹；草稿保存在其中的 .drafts 子文件夹',
  'an enterprise with a file already: what is known of it is suggested': '已有档案的企业：以档案中的信息作为建议答案',
  'who answers: self (the enterprise) or onsite (a consultant, who sees the bounds of the score)':
    '作答方式：self 企业自评；onsite 现场诊断（显示得分的上下限）',
  'the name of the assessor': '评测人姓名',
  "the policy to recommend from (default: that of the place, else the questionnaire's)":
    '推荐所依据的政策（默认：所在地的政策，否则为问卷指定的政策）',
  'the day on which funding is judged, such as 2026-01-31 (default: today)':
    '判断资金支持所依据的日期，如 2026-01-31（默认：今天）',
  'the cost estimate that funding is calculated from': '计算资金支持所用的费用估算',
  'a folder to search for packs and policies first; repeatable': '优先查找问卷包和政策的文件夹；可重复使用',
  "language: {codes} (default: that of the resumed draft, else the system's)":
    '语言：{codes}（默认：继续填写的草稿所用语言，否则为系统语言）',
  "language: {codes} (default: the system's for pretty, else English)":
    '语言：{codes}（默认：pretty 用系统语言，其他格式用英文）',
  'disable colours': '不使用颜色',
  'Every answer is saved at once; an interrupted diagnosis can be resumed at the next start.':
    '每个答案即时保存；中断的诊断下次启动时可以继续。',
  'also keep the enterprise file KEY.json and the policy KEY.policy.md in this folder':
    '同时在该文件夹中保存企业档案 KEY.json 和一企一策方案 KEY.policy.md',
  "also recommend measures and funding from this policy (default with --files: that of the place, else the questionnaire's)":
    '同时按该政策推荐措施和资金支持（用 --files 时默认：所在地的政策，否则为问卷指定的政策）',
  'the day on which funding is judged (default with --files or --policy: today)':
    '判断资金支持所依据的日期（用 --files 或 --policy 时默认：今天）',
  'who answered: self (the enterprise) or onsite (a consultant) (default: as the answers say, else self)':
    '作答方式：self 企业自评；onsite 现场诊断（默认：以答案所述为准，否则为 self）',
  'who assessed': '评测人',
  'with --files: accept that the enterprise has a new name': '企业已更名，以新名称为准',
  'take over answers given under another version of the pack, by the renames it declares':
    '转入按问卷包其他版本填写的答案，依据其中声明的改名',
  'ANSWERS may also be an enterprise file: then its newest assessment under this pack is scored. With --migrate and --files, an assessment of the same day is added; the original stays as it is.':
    'ANSWERS 也可以是企业档案：此时对其中按该问卷包所作的最近一次评测重新评分。同时使用 --migrate 和 --files 时，会新增一次同日的评测，原评测保持不变。',
  'Exit code 0: scored; 1: scored, but some answers have no place in this version and were left out; 3: refused.':
    '退出码 0：已评分；1：已评分，但有答案在该版本中无对应题目，未计入；3：拒绝处理。',
  'Examples:': '示例：',
  'write to this file instead of standard output': '写入该文件，而不是标准输出',
  'Once filled in, YAML (one enterprise) goes to matura score, CSV and XLSX (a row for each) to matura batch, which needs no mapping for them. The Word document (docx) is the questionnaire to print and fill in by hand, with boxes to tick and room for notes. The XLSForm (xlsform) is a survey for KoboToolbox, ODK and SurveyCTO in all languages of the pack, the SurveyJS model (surveyjs, JSON) one for a web page; what these platforms export goes to matura batch, too.':
    '填好后，YAML（一家企业）用 matura score 评分，CSV 和 XLSX（每家企业一行）用 matura batch 评分，无需映射。Word 文档（docx）供打印后手工填写，有可勾选的方框和记录空间。XLSForm（xlsform）可用于 KoboToolbox、ODK 和 SurveyCTO，包含问卷包的全部语言；SurveyJS 模型（surveyjs，JSON）用于网页。这些平台的导出文件也用 matura batch 评分。',
  "also ask for the facts of this policy (default: the questionnaire's)":
    '同时询问该政策所需的企业信息（默认：问卷指定的政策）',
  "language to begin in: {codes} (default: the browser's)": '初始语言：{codes}（默认：浏览器的语言）',
  'The file is self-contained and opens in any browser of 2023 or later, with no network. It keeps the answers in the browser, shows the result and saves the answers as a file for matura import or matura score.':
    '该文件独立完整，2023 年以后的任意浏览器均可打开，无需联网。答案保存在浏览器中，填写后即显示结果，并可另存为文件，供 matura import 或 matura score 使用。',
  'the folder of enterprise files': '企业档案文件夹',
  "the policy to recommend from (default: the questionnaire's)": '推荐所依据的政策（默认：问卷指定的政策）',
  'accept that enterprises have new names': '企业已更名，以新名称为准',
  'show no progress, and not what was written': '不显示进度，也不提示写入了哪些文件',
  'ANSWERS are files saved by the browser form, any other answers files, or folders of such JSON files. Each becomes an assessment in the file of its enterprise; importing the same one again adds nothing. Answers given under another version of the pack are taken over by the renames it declares.':
    'ANSWERS 为浏览器表单保存的文件、其他答案文件，或存放此类 JSON 文件的文件夹。每个文件成为企业档案中的一次评测；重复导入不会重复登记。按问卷包其他版本填写的答案，依据其中声明的改名转入。',
  'Exit code 0: all were imported; 1: some were refused, or some answers had no place in this version; 3: all were refused.':
    '退出码 0：全部导入；1：部分被拒绝，或有答案在该版本中无对应题目；3：全部被拒绝。',
  'use the mapping although it has check marks that nobody has reviewed': '对应文件中有未核对的 check 标记时仍予使用',
  'a mapping of columns to questions, from matura map (default: the certain matches)':
    '各列与题目的映射，由 matura map 生成（默认：只采用确定的匹配）',
  'only rows where a column has a value: "Finished=1", "Email=" (blank), "Email!=" (not blank); repeatable: all must hold, of one column any':
    '只计某列符合条件的行："Finished=1"、"Email="（为空）、"Email!="（不为空）；可重复使用：不同列须全部符合，同一列符合其一即可',
  'encoding: utf-8, gb18030, utf-16le, utf-16be or windows-1252 (default: detected)':
    '编码：utf-8、gb18030、utf-16le、utf-16be 或 windows-1252（默认：自动识别）',
  'the delimiter between cells; tab for a tab (default: detected)': '单元格的分隔符；制表符写作 tab（默认：自动识别）',
  'the decimal separator (default: detected)': '小数点符号（默认：自动识别）',
  'the sheet of a workbook (default: the first visible one with headings of the pack, and all others that have its headings)':
    '工作簿中的工作表（默认：第一个含问卷表头的可见工作表，以及所有表头相同的工作表）',
  'the sheet of a workbook (default: the first visible one with headings of the pack)':
    '工作簿中的工作表（默认：第一个含问卷表头的可见工作表）',
  'the file for the results, in the format of its ending: {endings} (default: NAME.results.csv for NAME.csv)':
    '结果文件，格式由扩展名决定：{endings}（默认：NAME.csv 的结果为 NAME.results.csv）',
  'accept EXPORT only if it is this': '仅当 EXPORT 为此格式时才接受',
  'write results and rejects to standard output, as a stream of this': '把结果和被拒绝的行作为此格式的流写到标准输出',
  'the file for rejected rows with their reasons, CSV (default: NAME.rejects.csv for NAME.csv)':
    '被拒绝的行及其原因，CSV 文件（默认：NAME.csv 对应 NAME.rejects.csv）',
  'name the export of each row in a column with this heading (default: source, where there are several exports)':
    '用此表头的列注明每行出自哪个导出文件（默认：有多个导出文件时为 source）',
  'also write the rejected rows to this file as they stand in EXPORT: once corrected, they can be scored':
    '同时把被拒绝的行按原样写入该文件：更正后可再次评分',
  'add the answer to every question, or its state, to the results': '在结果中加入每题的答案或状态',
  'begin CSV with a byte-order mark, which tells Excel that it is UTF-8':
    '在 CSV 开头写入字节顺序标记（BOM），使 Excel 识别为 UTF-8',
  'which of several rows with the same key counts: none (reject), the first or the last':
    '企业标识相同的多行以哪一行为准：均不计（reject）、第一行或最后一行',
  "also keep each enterprise's file KEY.json and policy KEY.policy.md in this folder":
    '同时在该文件夹中保存每家企业的档案 KEY.json 和一企一策方案 KEY.policy.md',
  'divide that folder into 256 subfolders: for a hundred thousand enterprises and more':
    '将该文件夹分为 256 个子文件夹：适用于十万家以上的企业',
  "the policy to recommend from (default: that of the place each row states, else the questionnaire's)":
    '推荐所依据的政策（默认：各行所填所在地的政策，否则为问卷指定的政策）',
  'the day on which funding is judged (default: today)': '判断资金支持所依据的日期（默认：今天）',
  'the day of the assessments, or the heading of the column that states it (default: the day EXPORT was last changed)':
    '评测日期，或注明日期的列的表头（默认：EXPORT 最近一次修改的日期）',
  'whether dates in that column begin with the day or the month': '该列日期中，日在前还是月在前',
  'who answered: self (the enterprises) or onsite (consultants)': '作答方式，self 企业自评或 onsite 现场诊断',
  'reject rows with warnings, too': '有警告的行也予拒绝',
  'tolerate this many rejected rows with exit code 0': '被拒绝的行不超过该数时，退出码仍为 0',
  'the number of threads (default: one per core where it pays, at most 8)':
    '线程数（默认：行数较多时每个核心一个，最多 8 个）',
  'exit with 1 unless every scored row surely has at least this score; repeatable':
    '除非每一评分行都确定不低于该得分，否则退出码为 1；可重复使用',
  'exit with 1 unless every scored row surely has at least this level':
    '除非每一评分行都确定不低于该等级，否则退出码为 1',
  'print the summary, or the sample, as JSON': '以 JSON 输出汇总或样本',
  'show so many rows as they are understood, question by question, and write nothing':
    '逐题显示若干行的读取结果，不写入任何文件',
  'EXPORT is a table: CSV, also compressed (.csv.gz), a workbook (XLSX), lines of JSON (.jsonl, .ndjson), Parquet, Arrow (.arrow, .feather or a stream), or - for standard input, where a workbook, JSON and Parquet are kept in a temporary file while they are read. A list in JSON, Arrow or Parquet is several options. Every row is either scored or rejected with its reason; both files appear under their names only when all is done.':
    'EXPORT 为表格：CSV（也可为压缩的 .csv.gz）、XLSX 工作簿、JSON 行（.jsonl、.ndjson）、Parquet、Arrow（.arrow、.feather 或流），或用 - 表示标准输入（工作簿、JSON 和 Parquet 在读取期间存为临时文件）。JSON、Arrow 或 Parquet 中的列表即多个选项。每一行或得出结果，或注明原因后拒绝；全部完成后，两个文件才以正式名称出现。',
  'The two files are in the current folder and named after the export or the folder: dirty.csv gives dirty.results.csv and dirty.rejects.csv. Several exports and standard input give results.csv and rejects.csv. A later run over the same export replaces them; files with the rows of another export are replaced only with --force. So are results with other scores of the same enterprises, if the export, the pack and the mapping are all older than they are.':
    '两个文件写在当前文件夹，以导出文件或文件夹命名：dirty.csv 得到 dirty.results.csv 和 dirty.rejects.csv。多个导出文件或标准输入则为 results.csv 和 rejects.csv。对同一导出文件再次运行会替换它们；含有另一份导出文件数据的文件，只有加 --force 才会替换；如果导出文件、问卷包和对应文件都早于已有结果，而同一批企业的得分不同，也同样处理。',
  '--sample shows the first rows before a large run: for each column its heading, the cell as written, the question and the answer understood, then the scores and the level, or why the row would be rejected. The rest is read as well: what would stop the run is reported below, with its exit code; else that is 0.':
    '--sample 在大批量运行之前显示最前面的若干行：逐列列出表头、单元格原文、题目和读取到的答案，再列出得分和等级，或该行会被拒绝的原因。其余各行也会读入：会使运行中止的问题列在下方，退出码与正式运行相同，否则为 0。',
  '--json prints the summary as JSON: the counts, and by rule the reasons, their first lines and the warnings. "remarks" holds what is worth a look although no row is wrong, "undecided" how many scored rows have no total or level, "unreviewed" the check marks of the mapping, "unreadSheets" sheets that were not read; what is empty is left out.':
    '--json 以 JSON 输出汇总：各项行数，以及按规则列出的原因、最先出现的行和警告。“remarks”是没有错误但值得留意之处，“undecided”是没有总分或等级的行数，“unreviewed”是对应文件中未核对的标记，“unreadSheets”是未读取的工作表；为空的项不输出。',
  'With --to arrow, results and rejects leave on standard output as they are scored, batch by batch, in one stream of Arrow for other programs. A row of it is a reject where reject:rule is stated: it has the key, and the reason in reject:line, reject:record, reject:column, reject:value and reject:message, a row for each reason. Duplicate keys are not looked for, and lines are counted within the stream. Without the mark of its end a stream is not whole.':
    '加 --to arrow 时，结果和被拒绝的行在评分的同时逐批写到标准输出，合为一个供其他程序读取的 Arrow 流。reject:rule 有值的行为被拒绝的行：含主键，原因在 reject:line、reject:record、reject:column、reject:value 和 reject:message 中，每个原因一行。不查找重复的主键，行号在流内计数。没有结束标记的流是不完整的。',
  'Several exports, a folder of them or a pattern such as "exports/*.csv" are one run: each is read in its own layout, all rows are counted together, and a key found in two of them is a duplicate. Results and rejects then name the export of each row in the column source, or in the one given with --source; with --source "" they do not.':
    '可一次指定多个导出文件、一个文件夹或 "exports/*.csv" 这样的通配符：各文件按自身格式读取，行数合并统计，同一标识出现在两个文件中即为重复。此时结果和被拒绝的行用 source 列（或 --source 指定的列）注明每行出自哪个文件；--source "" 则不注明。',
  'The ending of the name given with -o decides the format of the results; .jsonl has one object per line. Numbers have a decimal point. With --answers, each question and each required fact has a column: ids of options (separated by semicolons), numbers, true or false; (unknown) or (not applicable); blank where unanswered. matura batch can read such cells again. In .jsonl the answers are under "answers", as matura score reads them; in .parquet and .arrow the state of Q1 has a column Q1:state.':
    '结果的格式由 -o 所给文件的扩展名决定；.jsonl 每行一个对象。小数点为“.”。加 --answers 时，每道题和每项必填的企业信息各占一列：选项标识（以分号分隔）、数字、true 或 false；(unknown) 或 (not applicable)；未作答则为空。这些单元格可由 matura batch 再次读取。在 .jsonl 中，答案列于 "answers" 之下，可由 matura score 读取；在 .parquet 和 .arrow 中，Q1 的状态另有一列 Q1:state。',
  '--mend writes the rejected rows below the headings, as UTF-8 whatever the encoding of EXPORT. Once corrected, they are scored like any export, with the same --map; their results complete the first ones.':
    '--mend 把被拒绝的行连同表头写入文件，无论 EXPORT 用何种编码，均为 UTF-8。更正后可像其他导出表一样评分（使用同一 --map），其结果即为首次结果所缺的部分。',
  'With --files, each row becomes an assessment of its enterprise. The same answers of the same day are never added twice: with --date and the column of the submission time, a later export of the same platform adds only what is new. For a row that was kept before, the policy is written again only if something it depends on has changed: the questionnaire, the policy, the version of Matura, --as-of, --cost, the language or the enterprise file.':
    '用 --files 时，每一行成为相应企业的一次评测。同一天的相同答案不会重复登记：用 --date 指明提交时间所在的列，同一平台之后的导出只会加入新增内容。对已登记过的行，只有当方案所依据的内容有变化时才重新生成：问卷、政策、Matura 的版本、--as-of、--cost、语言或企业档案。',
  '--shards divides the folder of --files for good: every command finds an enterprise in its subfolder, as before by its key or by the folder. Files that were in the folder stay where they are, and go on to be used.':
    '--shards 将 --files 的文件夹永久分为子文件夹：各命令仍按企业标识或整个文件夹找到企业档案。原已在该文件夹中的档案留在原处，继续使用。',
  'Each row follows the policy of the place it states, as with matura score. Where no policy covers that place, or several do, none is recommended from, and the summary counts the row. Columns of facts that only another policy asks for are read with --policy.':
    '与 matura score 相同，每一行采用所填所在地的政策。若该地没有政策或有多项政策，则不生成方案，并计入汇总。只有其他政策才需要的企业信息，其各列须用 --policy 才会读取。',
  'Exit code 0: every row was scored; 1: rows were rejected, or a minimum was missed; 3: nothing could be scored.':
    '退出码 0：全部评分；1：有行被拒绝，或未达到最低要求；3：全部无法评分。',
  'the encoding (default: detected)': '编码（默认：自动识别）',
  'Headings are matched by id, by text in any language of the pack, with or without a leading number, and by similarity. Cells that are not understood stand under values, each with the option that it is most like, for you to review. Without -o, the mapping goes to standard output and the table to standard error.':
    '表头按标识、问卷包任一语言的文字（可带题号）以及相似度进行匹配。无法识别的单元格列在 values 下，各附写法最接近的选项，供人工核对。不用 -o 时，映射写到标准输出，匹配结果表写到标准错误。',
  'Exit code 0: everything needed is certain; 1: the mapping needs a review; 3: refused.':
    '退出码 0：所需各列均已确定；1：映射须人工核对；3：拒绝处理。',
  'the folder of enterprise files, if <enterprise> is a key': '企业档案文件夹（<enterprise> 为企业标识时）',
  'same as --format json': '等同于 --format json',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. NAME is a score, a list, a question or a fact; without it, the level is explained. The newest assessment is used.':
    'ENTERPRISE 为企业档案，或 --files 文件夹中企业的标识。NAME 为得分、清单、题目或企业信息；不指定时说明等级。采用最近一次评测。',
  'an answer or fact to assume; repeatable': '假设的答案或企业信息；可重复使用',
  'the assessment to use, by its day or its number counted from the oldest (default: the newest)':
    '所用的评测：日期，或从最早一次数起的序号（默认：最近一次）',
  'the level both policies aim at (default: the next one of each)': '两份方案的目标等级（默认：各自的下一级）',
  'how much more than the cheapest a plan may cost, to keep an earlier plan and close more gaps (default: 15)':
    '为保留原方案并补上更多短板，费用可比最低方案高出的百分比（默认：15）',
  'list unchanged scores, too': '也列出没有变化的得分',
  'the policy to recommend from (default: that of the recommendation)': '推荐所依据的政策（默认：原方案所依据的政策）',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. A value is the id of an option (several: Q6=B,C), a number (with separators and a unit if you like: 18,640, 1.864亿), true or false, a date, a text, or a state: notApplicable, unknown, unanswered. Answers derived from others follow. The plan keeps as much of the present one as --tolerance allows, and says why anything changes. Nothing is written.':
    'ENTERPRISE 为企业档案，或 --files 文件夹中企业的标识。值可以是选项标识（多选：Q6=B,C）、数字（可带分节号和单位：18,640、1.864亿）、true 或 false、日期、文字，或状态：notApplicable、unknown、unanswered。由其他答案推算的答案随之改变。新方案在 --tolerance 允许的范围内尽量保留现有方案，并说明变动原因。不写入任何文件。',
  'the output format, unless the ending of the output decides it': '输出格式（若输出文件的扩展名未指明）',
  'for docx: a document to take styles, page layout, header and footer from':
    '用于 docx：提供样式、页面设置、页眉和页脚的文档',
  'for html, pdf and docx: a logo for the cover, PNG, JPEG or (not for docx) SVG':
    '用于 html、pdf 和 docx：封面标志，PNG、JPEG 或 SVG（docx 不支持 SVG）',
  'peers to compare with: a folder of enterprise files, or results of matura batch':
    '用于比较的同类企业：企业档案文件夹，或 matura batch 的结果',
  'only peers with the same facts, separated by commas: sector,size':
    '只与这些企业信息相同的企业比较，以逗号分隔：sector,size',
  'only assessments of this kind, also of peers': '只比较这种方式的评测（同类企业亦然）',
  'only this assessment, by its day or its number counted from the oldest; repeatable':
    '只比较该次评测：日期，或从最早一次数起的序号；可重复使用',
  'the pack to compare under (default: that of the newest assessment)':
    '比较所用的问卷包（默认：最近一次评测的问卷包）',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. One enterprise is compared with itself over time: its level, its scores, which answers changed and which requirements depended on them. A self-assessment and an on-site diagnosis are compared answer by answer. Several enterprises are shown side by side. Assessments made under another version of the pack are recalculated by the renames it declares; what is lost is listed. A PDF is printed by an installed Chrome, Edge or Chromium.':
    'ENTERPRISE 为企业档案，或 --files 文件夹中企业的标识。单家企业按时间比较：等级、得分、哪些答案有变化、影响到哪些等级条件。既有自评又有现场诊断的，逐题对照。多家企业则并列显示。按问卷包其他版本所作的评测，依据其中声明的改名重新计算，并列出无法对应的内容。PDF 由已安装的 Chrome、Edge 或 Chromium 打印。',
  'Points are what an answer changes by itself, all others staying as they were. Percentile: the share of peers below, equal ones counting half. Quartiles: linear interpolation, type 7 of Hyndman and Fan. Of fewer than 5 peers, only the number is given.':
    '分值指其他答案不变时，单个答案带来的变化。百分位：低于本企业的同类企业所占比例，相等的按一半计。四分位数：线性插值，Hyndman 和 Fan 第 7 型。同类企业不足 5 家时，只给出家数。',
  'Exit code 0: compared; 1: compared, except for some assessments or files; 3: nothing could be compared.':
    '退出码 0：已比较；1：已比较，但部分评测或文件无法比较；3：全部无法比较。',
  'the level to reach (default: the next one, or with --budget the highest it can pay for)':
    '目标等级（默认：下一级；用 --budget 时为预算内可达的最高等级）',
  'the most that the measures may cost; those without a stated cost are left out':
    '措施费用的上限；未给出费用的措施不计入',
  'the cost estimate to minimise': '按哪种费用估算求最低',
  'what to minimise: the cost, or the own share left after funding':
    '求最低的对象：cost 费用，或 own 扣除资金支持后的自付金额',
  'when everything must be done; measures without a stated duration are left out':
    '完成期限；未给出所需时间的措施不计入',
  'how many measures may run at the same time (default: 3)': '同时进行的措施数上限（默认：3）',
  'a measure to include from now on; repeatable': '今后必选的措施；可重复使用',
  'a measure to exclude from now on; repeatable': '今后排除的措施；可重复使用',
  'why measures are required or excluded': '设为必选或排除的理由',
  'the policy to recommend from (default: that of the last recommendation, else of the place, else of the pack)':
    '推荐所依据的政策（默认：上次方案的政策，否则为所在地的政策，再否则为问卷包的政策）',
  'with md, html, docx or pdf: only the first page of the policy, for decision makers':
    '用于 md、html、docx 或 pdf：只输出方案首页，供决策者阅读',
  'ENTERPRISE is an enterprise file, the key of an enterprise in the folder of --files, or a folder of enterprise files. For a folder, the demand of the latest policies on each instrument is added up, beside its budget and what was applied for, granted and paid; options that plan for one enterprise are refused. The newest assessment is used.':
    'ENTERPRISE 为企业档案、--files 文件夹中企业的标识，或企业档案文件夹。指定文件夹时，按各企业最近的方案汇总对每项资金支持的需求，并列出其预算以及已申请、批复和拨付的金额；此时不接受针对单家企业的选项。采用最近一次评测。',
  'The plan reaches the level and closes the gaps that the pack calls priorities. Among all plans that cost at most --tolerance more than the cheapest, it keeps most of the earlier plan, then advances priorities furthest; this is proven. The cost of the cheapest plan is stated. With --least own, it leaves the enterprise the least to pay after the best lawful funding, counting only what is certain and certainly may be combined; the extra cost is stated. Required and excluded measures are recorded in the enterprise file and count in every later policy until withdrawn (matura record FILE --cancel NUMBER); nothing else is written.':
    '方案达到目标等级，并补上问卷包列为优先的短板。在费用比最低方案高出不超过 --tolerance 的所有方案中，选取保留原方案最多的，其次选取优先短板改进最大的；此结果经过证明。同时注明最低方案的费用。用 --least own 时，选取扣除最优合法资金支持后自付最少的方案，只计确定可得且确定可叠加的支持，并注明因此多出的费用。必选和排除的措施登记在企业档案中，在撤销之前（matura record FILE --cancel NUMBER）对以后的每份方案都有效；此外不写入任何内容。',
  'Exit code 0: the level is reached; 1: it is not, with these measures or within the budget or horizon; 3: refused.':
    '退出码 0：可达到目标等级；1：靠这些措施，或在预算或期限内达不到；3：拒绝处理。',
  'a measure, by its id in the catalogue or its number in the latest policy': '措施：目录中的标识，或最近方案中的序号',
  'the day it is planned for, or today': '计划日期，或 today（今天）',
  'the day it was started, or today': '开工日期，或 today（今天）',
  'the day it was completed, or today': '完成日期，或 today（今天）',
  'its actual or expected cost': '实际或预计费用',
  'a funding instrument, by its id in the policy': '资金支持：政策中的标识',
  'the amount applied for, or unknown': '申请金额，不详则写 unknown',
  'the amount granted, or unknown': '批复金额，不详则写 unknown',
  'the amount paid, or unknown; record several payments one by one': '拨付金额，不详则写 unknown；分次拨付的须逐次登记',
  'the day of the application, grant or payment (default: today)': '申请、批复或拨付的日期（默认：今天）',
  'withdraw a record, which stays in the file; may be combined with the correct record':
    '撤销一条记录（仍保留在档案中）；可同时登记正确的内容',
  'a note on the record': '备注',
  'who records it (default: your login name)': '登记人（默认：当前登录的用户名）',
  'the policy that the instrument belongs to (default: that of the latest recommendation)':
    '该资金支持所属的政策（默认：最近方案所依据的政策）',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. With nothing to record, the command lists the records, and the measures and funding of the latest policy with their ids. Records are only ever added; repeating one adds nothing. Amounts have at most two decimals and are kept exactly; those of several records add up.':
    'ENTERPRISE 为企业档案，或 --files 文件夹中企业的标识。没有要登记的内容时，列出已有记录，以及最近方案的措施和资金支持及其标识。记录只增不改；重复登记不会新增。金额最多两位小数，精确保存；多条记录的金额相加。',
  'Exit code 0: recorded or listed; 2: an id, a day or an amount is wrong; 3: refused, for example because dates run backwards.':
    '退出码 0：已登记或已列出；2：标识、日期或金额有误；3：拒绝处理，例如日期先后颠倒。',
  'only peers assessed in this way': '只与以这种方式评测的企业比较',
  'the level that the measures should reach (default: the next one)': '措施的目标等级（默认：下一级）',
  'the cost estimate to minimise (default: high)': '按哪种费用估算求最低（默认：high）',
  'the day on which funding is judged (default: that of the last recommendation, else today)':
    '判断资金支持所依据的日期（默认：上次方案的日期，否则为今天）',
  'ENTERPRISE is an enterprise file, or the key of an enterprise in the folder of --files. An HTML report is one self-contained file and runs no script. A PDF is printed by an installed Chrome, Edge or Chromium. A Word document (docx) can be edited, charts included. With --template, the report replaces {{report}} in that document, or follows its content; {{title}} becomes the title.':
    'ENTERPRISE 为企业档案，或 --files 文件夹中企业的标识。HTML 报告是独立完整的单个文件，不运行脚本。PDF 由已安装的 Chrome、Edge 或 Chromium 打印。Word 文档（docx）可以编辑，包括其中的图表。用 --template 时，报告替换模板中的 {{report}}，没有该标记则接在原有内容之后；{{title}} 替换为标题。',
  'a table of supplier links: buyer, supplier; share or value, single, chain, cluster':
    '供应关系表：buyer、supplier；share 或 value、single、chain、cluster',
  'list model cases, who leads and who rose, by these facts, such as sector,size, or among all':
    '列出典型企业（领先的和提升的），按这些企业信息分组，如 sector,size；all 为不分组',
  'list whom to visit next, this many': '列出下一步应走访的企业，给出家数',
  'where to spend this amount next, and whom chain leaders take along': '列出该金额的最优投向，以及链主可带动的企业',
  'with --budget: look only at this many enterprises beside those on file (default: all)':
    '与 --budget 同用：除已有方案的企业外，仅测算这么多家企业（默认：all）',
  'the policy for roadmaps and chain instruments (default: that of the pack)':
    '制定方案和产业链支持所依据的政策（默认：问卷包的政策）',
  'a table of all enterprises in scope, which coverage is measured against': '范围内全部企业的名录表，覆盖率以此为分母',
  'a table of enterprises outside the registry: partners of its chains in other cities':
    '名录以外企业的表：产业链在其他城市的合作企业',
  'facts to group by, separated by commas, crossed with *: district,sector*size':
    '分组所用的企业信息，以逗号分隔，交叉分组用 *：district,sector*size',
  'the stages to count and their targets (default: four stages)': '要统计的阶段及其目标（默认：四个阶段）',
  'whose level counts: on-site, else self (either), or one kind only':
    '以哪种方式的等级为准：现场诊断优先、否则自评（either），或只计其一',
  'compare diagnoses on site with self-assessments at most this many days apart (default: 92)':
    '将现场诊断与相隔不超过该天数的自评进行比较（默认 92）',
  'rate the quality of each question, from files or results with --answers':
    '评估每道题的质量，须用企业档案或含 --answers 的结果',
  'a table of published figures to rank among: names and numbers': '用于排名比较的已公布数据表：名称和数值',
  'whose portfolio this is, for the title and among the peers': '本地区名称，用于标题和同类对比',
  'print every table on a terminal, too, not the first page alone': '在终端也输出全部数据表，而不只是首页',
  'a pack whose questions are columns of the peers, to rank its scores as well':
    '以同类对比表各列为题目的问卷包，其得分也参加排名',
  'the smallest count shown (default: 5 in files for others, none on a terminal)':
    '显示的最小数量（默认：对外文件为 5，终端不限）',
  'write the keys of those who have not reached every stage, as CSV': '写出尚未达到全部阶段的企业标识，CSV 文件',
  'write each enterprise under a pseudonym; the keys go to a file beside it, such as out.keys.csv for out.csv':
    '以假名写出每家企业；假名对照另存一个文件，如 out.csv 对应 out.keys.csv',
  'the pack of results that name none (default: the only one that others name)':
    '结果未注明时所用的问卷包（默认：其他结果注明的唯一问卷包）',
  'the key column of tables (default: key, uscc or the first one)': '表中企业标识所在的列（默认：key、uscc 或第一列）',
  'rows are groups: the column with how many enterprises each stands for': '每行为一组企业：表示该组企业数的列',
  'the key column of --registry and --outside (default: --key, else key, uscc or the first one)':
    '--registry 和 --outside 中企业标识所在的列（默认：--key，否则为 key、uscc 或第一列）',
  'how batch results were assessed': '批量评分结果的评测方式',
  'the day of batch results that state none': '批量评分结果未注明时的评测日期',
  'the reporting day; anything later does not count yet (default: today)': '报告日；此后的内容尚不计入（默认：今天）',
  'encoding of the registry: utf-8, gb18030, utf-16le or utf-16be': '名录的编码：utf-8、gb18030、utf-16le 或 utf-16be',
  'the delimiter between its cells: , ; | or tab': '名录单元格的分隔符：, ; | 或 tab',
  'the sheet of its workbook': '名录所在的工作表',
  'INPUT is a folder of enterprise files, or a batch result in CSV, XLSX, JSON lines, Parquet or Arrow, as matura batch writes it, or a folder of such Parquet, where district=X in the names of its folders is a column; several are possible. A batch result has the --kind and --date given, or states them before its path: onsite:2026-03-31:visits.csv; columns named kind, assessedOn (YYYY-MM-DD) and pack (id@version) override both. Every enterprise is counted once.':
    'INPUT 为企业档案文件夹，或由 matura batch 生成的批量评分结果（CSV、XLSX、JSON Lines、Parquet 或 Arrow），也可为此类 Parquet 的文件夹（其中文件夹名里的 district=X 视为一列）；可指定多个。批量评分结果的评测方式和日期由 --kind 和 --date 指定，也可写在路径之前：onsite:2026-03-31:visits.csv；表中名为 kind、assessedOn（YYYY-MM-DD）和 pack（id@version）的列优先。每家企业只计一次。',
  'With --count, inputs are what a database has grouped: a row for all enterprises with the same facts, level, bounds and, where it is a column, score, and how many they are. Figures are those of the single rows. What tells enterprises apart is not possible: a registry, answers, two assessments of one enterprise, chains, plans, lists of enterprises.':
    '使用 --count 时，输入为数据库分组汇总的结果：企业信息、等级及其上下限（以及作为列的得分）都相同的企业合为一行，并注明企业数。所得数据与逐家企业统计一致。需要区分单家企业的功能不可用：名录、答案、同一企业的两次评测、产业链、方案、企业清单。',
  "Output for others (files, and all formats but the terminal's) hides counts below --min-cell, and whole rows where subtraction would reveal them; for fewer enterprises than that, it shows no figure at all, not even their number. --min-cell 1 shows everything. --chains, --models, --visits and --budget name enterprises: they need a terminal, or --min-cell 1 for the office's own copy. --missing and --pseudonyms describe single enterprises, too: a rare combination of facts can identify one without its key.":
    '对外提供的输出（文件，以及终端以外的所有格式）隐藏小于 --min-cell 的数量，若通过相减可以推知，则整行隐藏；企业总数小于该值时，不显示任何数据，也不显示企业数。--min-cell 1 显示全部数字。--chains、--models、--visits 和 --budget 会列出企业名称，只能在终端使用，或加 --min-cell 1 供主管部门内部使用。--missing 和 --pseudonyms 也涉及单家企业：少见的信息组合即使没有标识也可能认出企业。',
  'If inputs have a column "synthetic" with the value true, every format says so: JSON by "synthetic": true, CSV by a row of the table "about", which also states the reporting day, the others in words.':
    '若输入中 synthetic 列的值为 true，各种格式均予注明：JSON 用 "synthetic": true，CSV 在 about 表中加一行（其中也有报告日），其他格式用文字说明。',
  '--budget compares a roadmap to each of the next three levels that an enterprise can surely reach, by the high cost estimate and for up to twice the budget, and buys at most one for each enterprise. Raising one enterprise by one level counts as one level gained. With --plans only that many are looked at beside the roadmaps on file: those that a chain depends on most, and those closest to the next level.':
    '--budget 比较企业确定可达的下三个等级各自的方案（按高位费用估算，费用不超过预算的两倍），每家企业至多选取一个方案。一家企业提升一级计为一级。给出 --plans 时，除档案中已有的方案外，仅测算这么多家企业：产业链最依赖的企业，以及最接近下一级的企业。',
  '--stages FILE counts the stages of a programme, each against its target; .stated of a fact holds if it says anything but no:':
    '--stages FILE 统计项目所定的各个阶段，并与目标比较；企业信息的 .stated 表示其填有“否”以外的内容：',
  'Exit code 0: done; 1: done, but some rows or files could not be read; 2: the options cannot be combined; 3: an input cannot be used at all.':
    '退出码 0：完成；1：完成，但部分行或文件无法读取；2：选项不能同时使用；3：某项输入完全无法使用。',
  'the folder to write to; it must be new or empty': '写入的文件夹；须为新建或空文件夹',
  'print what was written as JSON': '以 JSON 输出写入的内容',
  'SPEC is a YAML file of the kind "region" (matura schema region): the number of enterprises, their groups, chains, assessments over time, and the figures that must come out exactly. It yields a registry, answers as exports and as results, supplier links, figures of peers, and enterprise files if the specification asks for them. The same file gives the same bytes. Everything is marked as synthetic: names, codes (of a region 99, which does not exist) and a column in every table. The folder appears under its name only when it is complete: an interrupted run leaves nothing behind.':
    'SPEC 为 region 类型的 YAML 文件（见 matura schema region）：企业数量、分组、产业链、历次评测，以及须精确得出的数据。由此生成企业名录、答案（导出表和评分结果）、供应关系、可比地区数据；规格要求时还生成企业档案。同一文件总是生成完全相同的内容。所有内容均注明为合成：名称、代码（属于并不存在的地区 99）以及每张表中的一列。全部完成后文件夹才以正式名称出现，中断时不会留下任何内容。',
  'Exit code 0: written; 3: the specification contradicts itself (each contradiction names its line), or the folder is not empty.':
    '退出码 0：已写入；3：规格自相矛盾（逐条指出所在的行），或文件夹不为空。',
  'the id of the pack (default: the name of the folder)': '问卷包的标识（默认：文件夹名称）',
  'the title of the pack': '问卷包的标题',
  'build the pack from an XLSForm or a table of questions (XLSX)': '由 XLSForm 或题目表（XLSX）生成问卷包',
  "language, also of the pack and its comments: {codes} (default: the system's)":
    '语言，也用于问卷包及其注释：{codes}（默认：系统语言）',
  'Creates a small working pack with measures, a policy and cases, a GitHub workflow, hooks for pre-commit, and the settings and schemas with which an editor completes, explains and checks. The folder must be new or empty, apart from .git.':
    '新建一个可运行的小型问卷包，含措施、政策和用例，以及 GitHub 工作流、pre-commit 钩子，和供编辑器补全、说明、检查之用的设置与 Schema。文件夹须为新建或空文件夹（可含 .git）。',
  'With --from, the pack is built from a workbook: an XLSForm (sheets survey and choices), or tables with the usual headings, such as Section, Question, Type, Options, Points, Max points and Weight, in English, Chinese or German. Options are in one cell, in rows of their own or in columns, with their points in their texts or beside them. Levels and facts of the enterprise may have sheets of their own. Guesses, and all that was not used, are listed; what contradicts itself is refused.':
    '用 --from 时，由工作簿生成问卷包：XLSForm（工作表 survey 和 choices），或带有常用表头的表格，如“一级指标、题目、题型、选项、分值、满分、权重”（中文、英文或德文）。选项写在同一单元格中、各占一行或各占一列，分值写在选项文字中或旁边。等级划分和企业基本信息可另设工作表。推测之处和所有未使用的内容会逐一列出；自相矛盾之处拒绝导入。',
  'Exit code 0: written; 3: the folder is not empty or cannot be written to.':
    '退出码 0：已写入；3：文件夹不为空或无法写入。',
  'the lowest severity that makes the exit code 1': '使退出码为 1 的最低严重程度',
  'exit with 1 if there are more warnings than this': '警告超过该数时退出码为 1',
  'a file of known findings that may stay, each with a reason': '已知且可保留的检查结果（基线），每条须附理由',
  'write the findings as a baseline, for you to add the reasons': '把检查结果写成基线，供填写理由',
  'the day on which instruments are valid or expired, such as 2026-01-31 (default: today)':
    '判断资金支持是否过期所依据的日期，如 2026-01-31（默认：今天）',
  'compare with a git revision: lost ids, changes under the same version':
    '与 git 修订版本比较：丢失的标识、版本号未变的改动',
  'A path is a folder of packs, a pack, one of its files, or a policy; any other document that states its kind is checked against its schema. With no path, the current folder is checked. Under GitHub Actions, findings also appear beside the changed lines. An expired instrument is reported from the day after its last, even in a pack that nobody changed; with --as-of, the same files give the same findings on any day.':
    '路径可以是问卷包所在的文件夹、问卷包、其中的文件或政策；其他注明类型的文档则按其 Schema 检查。不指定路径时检查当前文件夹。在 GitHub Actions 中，检查结果还会显示在改动的行旁。资金支持自到期次日起即报告为过期，即使问卷包未作改动；用 --as-of 可使相同的文件在任何一天都得到相同的结果。',
  'Of a rule with more than 200 findings, the first 200 are listed and the others counted (50 on a terminal). In JSON they are under "more", with code, count and severity.':
    '同一规则的问题超过 200 处时，只列出前 200 处并注明其余数量（终端中为 50 处）。JSON 中其余部分列在“more”下，含 code、count 和 severity。',
  'A finding stays where a comment says why, at the end of its line or alone in the line above it, such as # matura: ignore M312 kept for statistics. A comment that nothing answers to any more is an error.':
    '在问题所在行的末尾或其上一行单独写一条注释并说明理由，该问题即可保留，例如 # matura: ignore M312 仅用于统计。注释所指的问题已不存在时报错。',
  'Exit code 0: no findings, or only warnings; 1: errors, or what --fail-on and --max-warnings name; 3: a path is missing or holds no pack.':
    '退出码 0：没有问题或只有警告；1：有错误，或有 --fail-on、--max-warnings 所指的情况；3：路径不存在或其中没有问卷包。',
  'only cases whose id contains this text': '只运行标识中含该文字的用例',
  'show how much of a pack its cases cover, and what they do not': '显示用例对问卷包的覆盖情况及未覆盖的内容',
  'fail if the cases of a pack cover less than this': '用例的覆盖率低于该值时视为失败',
  'rewrite expectations that are not met; needs --reason': '改写未满足的预期；须同时用 --reason 说明理由',
  'why expectations change; kept in the case': '改写预期的理由，保存在用例中',
  'A path is a folder of packs, or a pack; with no path, the current folder is searched. Under GitHub Actions, what is not met also appears beside the changed lines. --update never rewrites what was published or comes from a third party: then the pack is wrong. Exit code 0: all cases pass; 1: some fail, a pack cannot be used, or coverage is too low; 3: no pack, or none with a case that can be run.':
    '路径可以是问卷包所在的文件夹或问卷包；不指定时查找当前文件夹。在 GitHub Actions 中，未满足的预期也会显示在改动的行旁。--update 从不改写官方公布或来自第三方的预期：此时应是问卷包有误。退出码 0：全部用例通过；1：有用例失败、问卷包无法使用或覆盖率不足；3：没有问卷包，或没有可以运行的用例。',
  'a folder of enterprise files: show whose level would change and which answers would be lost':
    '企业档案文件夹：列出等级会改变的企业和会丢失的答案',
  'list changed texts and translations instead of counting them': '逐一列出改动的文字和译文，而不只计数',
  "the policy whose facts are asked as well (default: the questionnaires')":
    '同时询问其所需企业信息的政策（默认：问卷指定的政策）',
  'OLD and NEW are ids or paths of packs, such as two folders with the same pack. Renames that NEW declares with `renamedFrom` are applied first. With --files, the newest assessment of each enterprise under the id of OLD is taken over, scored under NEW and compared with its recorded result; nothing is written. --format md is an entry for a changelog; it and JSON say which version the changes deserve: a major one where the same answers may come to other results or lose their place, a minor one for what is new or renamed and for other advice, a patch for texts.':
    'OLD 和 NEW 为问卷包的标识或路径，如存放同一问卷包的两个文件夹。先应用 NEW 中以 `renamedFrom` 声明的改名。用 --files 时，把各企业按 OLD 标识所作的最近一次评测转入 NEW 重新评分，并与档案中的结果比较；不写入任何内容。--format md 输出可放入变更日志的条目；该格式和 JSON 都会指出改动应使用的版本号：同样的答案可能得出不同结果或不再有对应之处时为主版本，有新增、改名或建议改动时为次版本，仅改文字时为修订版本。',
  'Exit code 0: nothing to look at; 1: something that affects results changed under the same version, or with --files a level changes or may change, an answer is lost or a file cannot be read; 3: a pack or the folder cannot be used.':
    '退出码 0：没有需要查看的内容；1：版本号未变，但影响结果的内容有改动，或用 --files 时有等级改变或可能改变、答案丢失、文件无法读取；3：问卷包或文件夹无法使用。',
  'ID is a code or a name, as in matura rule M204 or matura rule unknown-question-type.':
    'ID 为代码或名称，如 matura rule M204 或 matura rule unknown-question-type。',
  'It must not be empty.': '不能为空。',
  'Example:': '示例：',
  'As the first line of a questionnaire, for editors with the YAML language server:':
    '问卷首行可写（供使用 YAML 语言服务器的编辑器）：',
  'General:': '通用：',
  'Output:': '输出：',
  'Exports:': '导出表：',
  'Enterprise files, with --files:': '企业档案（与 --files 同用）：',
  'Exit code:': '退出码：',
  'Input:': '输入：',
  'Figures:': '指标：',
  'Next steps:': '下一步：',
  'replace a file that is not an earlier output of this command': '覆盖已有文件，即使它不是此命令先前的输出',
  '--format and -o may be repeated: each file takes the format before it, or that of its ending, and one format without a file goes to standard output.':
    '--format 和 -o 可重复使用：每个文件采用其前面的格式，或其扩展名对应的格式；可有一种格式不带文件，输出到标准输出。',
  'make a folder to try every command on instead of a pack': '创建可试用全部命令的示例文件夹，而不是问卷包',
  'With --example, the folder holds what the examples of every help work on: answers, exports, the specification of a region, and the file of a fictitious enterprise that was assessed twice.':
    '使用 --example 时，文件夹中备有各命令帮助示例所用的文件：答案、导出表、区域说明，以及一家虚构企业两次评测的档案。',
  'The examples of every help run in the folder that matura init demo --example makes.':
    '各命令帮助中的示例可在 matura init demo --example 创建的文件夹中运行。',
  'Print what completes commands in bash, zsh, fish or PowerShell':
    '输出自动补全脚本，用于 bash、zsh、fish 或 PowerShell',
  'Settings:': '设置：',
  'SHELL is bash, zsh, fish or powershell. Completes commands, options and their values, packs, policies, scores, and the keys of enterprise files. With WORDS, the last of which is being typed, the command lists what it could become.':
    'SHELL 为 bash、zsh、fish 或 powershell。可补全命令、选项及其取值、问卷包、政策、得分以及企业档案的标识。给出 WORDS 时（最后一个正在输入），列出它可以补全成什么。',
  'To load it in every new shell:': '在每个新 shell 中加载：',
  'Help an editor with packs: findings as one types, completion, explanation, renaming':
    '为编辑器提供问卷包支持：边写边查、补全、说明、重命名',
  'speak over standard input and output, as is done anyway': '经标准输入和输出通信（本来就是如此）',
  'An editor starts it and speaks the language server protocol over standard input and output: findings while one types, what a key or an id means, completion, the place where an id is given, and renaming in all files of a pack and its policies. The folder examples/editor of Matura sets it up for VS Code, Neovim and Helix.':
    '由编辑器启动，经标准输入和输出以语言服务器协议通信：边输入边检查，说明键和 ID 的含义，补全，跳转到 ID 的定义处，并在问卷包及其政策的所有文件中重命名。Matura 的文件夹 examples/editor 给出 VS Code、Neovim 和 Helix 的配置。',
  'Show what matura.yaml and the environment set': '显示 matura.yaml 和环境变量的设置',
  'The file matura.yaml is found in the current folder or one above it, within the git repository. Options given to a command go before it. With it, what always stays the same needs no option:':
    '文件 matura.yaml 在当前文件夹或其上级文件夹中查找，不超出 git 仓库。命令行中给出的选项优先。写在其中的固定内容无须再用选项给出：',
  'Paths start from its folder. Rules set the severity of findings of matura validate: error, warning or off. Docs is where the site of guides and rules is published, which findings in SARIF and in editors then lead to.':
    '路径从该文件所在的文件夹算起。rules 设定 matura validate 各项问题的严重程度：error（错误）、warning（警告）或 off（关闭）。docs 为指南与规则网站的发布地址，SARIF 与编辑器中的问题随之链接到该处。',
  'open what was written in the program that the system has for it': '用系统中的相应程序打开写出的文件',
  '-o may be repeated: each file takes the format of its ending. A workbook (xlsx) has a sheet for each table, with unrounded numbers; csv has a row for each cell of the tables, with its value and its text.':
    '-o 可重复使用：每个文件的格式由其扩展名决定。工作簿（xlsx）中每个表格一张工作表，数值不作舍入；csv 中每个单元格一行，列出其数值和文字。',
  'leave enterprise files as they are, and say what would be written': '不改动企业档案，只说明将写入什么',
};

/** What is said of any option, and of what is wrong with what was typed. */
export const usage: HelpTexts['usage'] = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Commands:': '命令：',
  '[options]': '[选项]',
  '[command]': '[命令]',
  '(add --help for usage)': '（加 --help 查看用法）',
  'Example: {command}': '示例：{command}',
  'Kinds: {kinds}': '类型：{kinds}',
  ' (choices: {choices}, default: {value})': '（可选：{choices}；默认：{value}）',
  ' (choices: {choices})': '（可选：{choices}）',
  ' (default: {value})': '（默认：{value}）',
  none: '无',
  'Allowed choices are {choices}. Did you mean {near}?': '可选：{choices}。是否指 {near}？',
  'Allowed choices are {choices}.': '可选：{choices}。',
  '(Did you mean one of {names}?)': '（是否指 {names} 之一？）',
  '(Did you mean {name}?)': '（是否指 {name}？）',
  "error: unknown option '{option}'": '错误：没有选项 {option}',
  "error: unknown command '{name}'": '错误：没有命令 {name}',
  "error: missing required argument '{name}'": '错误：缺少参数 <{name}>',
  "error: option '{option}' argument missing": '错误：选项 {option} 缺少值',
  "error: required option '{option}' not specified": '错误：须指定选项 {option}',
  "error: option '{option}' argument '{value}' is invalid. {reason}": '错误：选项 {option} 的值“{value}”无效。{reason}',
  "error: command-argument value '{value}' is invalid for argument '{name}'. {reason}":
    '错误：参数 <{name}> 的值“{value}”无效。{reason}',
  "error: option '{option}' cannot be used with option '{other}'": '错误：选项 {option} 不能与 {other} 同用',
  "error: too many arguments for '{command}'. Expected {most} argument but got {given}.":
    '错误：{command} 的参数过多：应为 {most} 个，实有 {given} 个。',
  "error: too many arguments for '{command}'. Expected {most} arguments but got {given}.":
    '错误：{command} 的参数过多：应为 {most} 个，实有 {given} 个。',
};
