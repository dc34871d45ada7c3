import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { useProgram } from '../use-program.ts';

/** For tests that open what Matura wrote in LibreOffice. */
export function useOffice(): void {
  useProgram('LibreOffice (libreoffice-calc-nogui and libreoffice-writer-nogui)', ['soffice']);
}

/**
 * Has LibreOffice open files and save them in another format, beside them. Starting it takes seconds, so one run is for
 * many files.
 */
export function saveAs(folder: string, files: readonly string[], format: string, reading?: string): Promise<void> {
  const profile = pathToFileURL(path.join(folder, 'profile')).href;
  const child = spawn(
    'soffice',
    [
      ...['--headless', '--norestore', `-env:UserInstallation=${profile}`],
      ...(reading === undefined ? [] : [`--infilter=${reading}`]),
      ...['--convert-to', format, '--outdir', folder, ...files],
    ],
    { cwd: folder },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 && /using filter/.test(said) ? resolve() : reject(new Error(said))));
  });
}

/** UTF-8, commas, quotes. */
export const READ_CSV = 'CSV:44,34,76,1';
export const WRITE_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1';
