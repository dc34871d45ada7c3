import type { DocumentMessages } from './messages.ts';

export const documents: DocumentMessages = {
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
