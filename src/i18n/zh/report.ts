import type { Messages } from '../messages.ts';

export const report: Messages['report'] = {
  title: '评测报告',
  contents: '目录',
  cover: {
    questionnaire: (title, version) => `${title}，版本${version}`,
    policy: (title, version, date) => `${title}，版本${version}，截至${date}`,
  },
  summary: {
    by: {
      self: (date) => `根据${date}的企业自评`,
      onsite: (date) => `根据${date}的现场诊断`,
    },
    enterprise: '该企业',
    reached: (name, level, by) => `${by}，${name}达到${level}。`,
    none: (name, by) => `${by}，${name}尚未达到任何等级。`,
    open: (name, standing, by) => `${by}，${name}的等级尚未确定：${standing}。`,
    assessed: (name, by) => `${by}，对${name}进行了评测。`,
    extremes: (best, bestShare, worst, worstShare) =>
      `领先的维度是“${best}”（达到可得分的${bestShare}），差距最大的是“${worst}”（${worstShare}）。`,
    even: (share) => `各维度水平相同（均为可得分的${share}）。`,
    settled: (count, of) => `共${of}题，已确定${count}题。`,
    lacks: (level, count) => `达到${level}还需满足${count}项要求。`,
  },
  others: {
    newer: (by) => `本报告对应较早的一次评测；企业现状请${by}判断。`,
    policy: (id, version, date) =>
      `存档的转型方案与本报告不同：${id} ${version}，截至${date}。本报告以上方所列条件为准。`,
  },
  level: {
    notSettled: '尚未确定',
    scale: '在等级阶梯上的位置',
    shows: (level, ladder) => `当前：${level}。等级阶梯：${ladder}。`,
    reached: '已达到',
    target: '目标',
  },
  scores: {
    radar: '各维度得分占可得分的比例',
    now: '当前',
    possible: '取决于未定答案',
    afterMeasures: '措施完成后',
    aimedAt: '目标',
    peers: '同类企业中位数',
  },
  scenes: {
    title: '各领域的进展',
    byLevel: '各领域、各等级要求的满足程度',
    byStep: '按等级作答的问题所处的等级',
    least: '最低',
    most: '最高',
    notApplicable: '不适用',
  },
  extremes: {
    title: '优势与差距',
    strengths: '优势：达到最佳答案的四分之三及以上',
    gaps: '差距：不超过最佳答案的三分之一',
    noStrength: '没有达到最佳答案四分之三的项目。',
    noGap: '没有低于最佳答案三分之一的项目。',
    noMeasure: (answers) => `以下各项同样偏低，但没有措施能承诺改善：${answers}`,
    share: '与最佳答案相比',
  },
  answers: {
    title: '全部答案',
    introduction: (settled, of) => `共${of}题，已确定${settled}题。以下逐题列出答案及其备注。`,
    facts: '企业基本情况',
    funding: '仅用于资金支持',
    question: '问题',
    answer: '答案',
    remarks: '备注与证据',
    evidence: '证据',
    noEvidence: '要求提供证据，尚未登记',
    notAnswered: (names) => `未回答：${names}`,
    notAsked: (count) => `因其他答案而无需回答：${count}`,
  },
  method: {
    title: '方法与依据',
    questionnaire: (title, version, hash) => `评测依据：《${title}》，版本${version}（sha256 ${hash}）。`,
    policy: (title, version, hash, date) =>
      `措施与资金依据：《${title}》，版本${version}（sha256 ${hash}），截至${date}。`,
    tool: (name) => `由 ${name} 离线计算。`,
    otherVersion: (made) => `作答时使用的是${made}；本报告按上述版本重新计算。`,
    exact: '计算过程不作舍入，只在输出时舍入；输出的数值与等级始终一致。',
    open: '未定的答案不按零分计算：其可能的影响以范围表示。',
  },
};

export const documents: Messages['documents'] = {
  template: {
    'not-docx': '该文件不是 Word 文档（.docx）',
    old: '该文件是 2007 年以前格式的 Word 文档，或设有密码',
    damaged: '该文件已损坏',
    password: '该文件设有密码',
    'too-large': '该文件解压后过大，不能用作模板',
    macros: '该文件含有宏',
  },
  embedded: (part) => `该文件嵌有其他文件或控件：${part}`,
  external: (part, target) => `${part} 会从外部读取内容：${target}`,
  field: (part, field) => `${part} 含有会运行或读取外部内容的域：${field}`,
  mendTemplate: '请在 Word 中删除上述内容，并另存为不带密码的 Word 文档（.docx）。',
  logo: {
    unknown: '该文件不是 PNG、JPEG 或 SVG 图片',
    damaged: '该图片已损坏',
    'too-large': '该图片过大：不得超过 2 MB，每边不得超过 8192 像素',
    active: '该 SVG 不只是图形：其中含有脚本、链接、动画或从外部读取的内容',
  },
  mendLogo: '请另存为 PNG 后再使用。',
  svgInWord: '只有较新版本的 Word 才能显示 Word 文档中的 SVG 标志',
};
