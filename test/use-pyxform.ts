import { spawn } from 'node:child_process';
import path from 'node:path';
import { useProgram } from './use-program.ts';

/** Where `.ci/run` puts it. */
const OWN = path.join(import.meta.dirname, '../node_modules/.cache/pyxform/bin/xls2xform');

/** What the converter says of a workbook, and the form that it makes of it. */
export interface Conversion {
  /** 100 where all is well. */
  readonly code: number;
  readonly message: string;
  readonly warnings: readonly string[];
  /** All that Python or a library wrote besides. */
  readonly said: string;
}

/**
 * For tests that have pyxform, the reference converter of XLSForm, read a workbook: the one that PYXFORM names or that is
 * installed. It has ODK Validate judge the form, which needs Java.
 */
export function usePyxform(): (workbook: string, xform: string) => Promise<Conversion> {
  const { PYXFORM } = process.env;
  const found = useProgram('pyxform (pip install pyxform)', PYXFORM ? [PYXFORM] : [OWN, 'xls2xform']);
  useProgram('Java, for ODK Validate', ['java']);
  return (workbook, xform) => convert(found ?? '', workbook, xform);
}

function convert(program: string, workbook: string, xform: string): Promise<Conversion> {
  const child = spawn(program, ['--json', workbook, xform]);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const [last = '', ...others] = text.trim().split('\n').reverse();
      try {
        resolve({ ...JSON.parse(last), said: others.reverse().join('\n') });
      } catch (error) {
        reject(new Error(text, { cause: error }));
      }
    });
  });
}
