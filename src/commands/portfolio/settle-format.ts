import { extname } from 'node:path';
import type { Messages } from '../../i18n/index.ts';
import { Refusal } from '../../model/refusal.ts';
import { isStandardOutput } from '../steps/output.ts';
import type { PortfolioFormat, PortfolioOptions } from './options.ts';

/** How files of a format are called. */
const BY_EXTENSION: Readonly<Record<string, PortfolioFormat>> = {
  '.csv': 'csv',
  '.htm': 'html',
  '.html': 'html',
  '.json': 'json',
  '.markdown': 'md',
  '.md': 'md',
  '.txt': 'pretty',
  '.xlsx': 'xlsx',
};

/** The format that was said, else that of the output's name, else that of the terminal. Throws a `Refusal` where they differ. */
export function settleFormat({ format, json, output }: PortfolioOptions, { portfolio }: Messages): PortfolioFormat {
  const said = json ? 'json' : format;
  const extension = isStandardOutput(output) ? '' : extname(output).toLowerCase();
  const named = Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
  if (said !== undefined && named !== undefined && said !== named)
    throw new Refusal(
      2,
      portfolio.otherFormat(output as string, named, said),
      portfolio.sayFormat(`--format ${named}`),
    );
  return said ?? named ?? 'pretty';
}
