import type { TableMessages } from './messages.ts';

export const tables: TableMessages = {
  empty: '文件为空',
  wrongBytes: (encoding, line, text, bytes) =>
    `第 ${line} 行不是有效的 ${encoding}：${text === '' ? '' : `“${text}”之后的`}字节 ${bytes}`,
  unknownEncoding: (line, bytes) =>
    `既不是 UTF-8，也不是 GB18030 或 UTF-16；第 ${line} 行的字节 ${bytes} 是最先不符合 UTF-8 的`,
  unknownDelimiter: (signs) => `无法确定单元格的分隔符${signs === '' ? '' : `：可能是 ${signs}`}`,
  mixedDelimiter: (line, delimiter, other) => `单元格以${delimiter}分隔，第 ${line} 行却以${other}分隔`,
  duplicateHeading: (heading, one, other) => `第 ${one} 列与第 ${other} 列的表头相同：“${heading}”`,
  noHeading: (line) => `第 ${line} 行没有可作表头的内容`,
  openQuote: (line) => `第 ${line} 行表头中的引号没有闭合`,
  damaged: (detail) => `压缩数据已损坏（${detail}）`,
  password: '工作簿有密码：请另存为无密码的文件',
  otherWorkbook: {
    xls: '这是旧版二进制工作簿：请另存为 XLSX 或 CSV',
    ods: '这是 ODS 工作簿：请另存为 XLSX 或 CSV',
    zip: '这是压缩包，不是工作簿：请先解压',
    document: '这是供阅读的文档，不是表格',
  },
  tooLarge: (part) => `${part} 解压后过大，不像正常的工作簿`,
  unknownSheet: (sheet, sheets) => `没有工作表“${sheet}”${sheets === '' ? '' : `；现有：${sheets}`}`,
  noSheet: '没有可见的工作表',
  otherSheets: (sheet, others) => `读取工作表“${sheet}”，未读取：${others}`,
  mergedCells: (range) => `表头含合并单元格（${range}）：请先取消合并`,
  tellEncoding: (option) => `请用 ${option} 指明。`,
  tellDelimiter: (option) => `请用 ${option} 指明。`,
  unknownEncodingName: (name, names) => `没有编码“${name}”；可用：${names}`,
  notOneSign: (given) => `--delimiter：“${given}”不是单个符号，如 , ; | 或 tab`,
};
