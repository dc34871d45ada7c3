// What the kinds of pictures have at hand: the built command with and without a terminal, one browser, and a camera.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from '@lydell/node-pty';
import { chromium } from 'playwright-core';
import { chromiumLaunch } from '../chromium.mjs';
import { terminalPage } from './terminal-page.mjs';

export const ROOT = path.join(import.meta.dirname, '../..');
export const LANGUAGES = ['en', 'zh', 'de'];
/** Columns of the terminals, and pixels of the windows. */
export const TERMINALS = [80, 200];
export const WINDOWS = { phone: 390, desktop: 1280 };

const COMMAND = path.join(ROOT, 'bin/matura.js');
/** Opens a studio whose pictures go to `out`; `languages` are those to draw in. */
export async function openStudio(out, languages) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'matura-studio-'));
  const browser = await chromium.launch(chromiumLaunch());
  let drawn = 0;
  const studio = {
    root: ROOT,
    out,
    /** A folder that is gone afterwards. */
    scratch,
    languages,
    browser,
    drawn: () => drawn,
    /** Runs the command without a terminal and gives what it prints; fails with its words where its code is above `most`. */
    run: (args, { most = 1, cwd = scratch, env = {} } = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
        cwd,
        env: { ...process.env, ...env },
        encoding: 'utf8',
      });
      if (status > most) throw new Error(`matura ${args.join(' ')}: ${status}\n${stderr}`);
      return stdout;
    },
    /** Runs the command in a terminal of so many columns and gives all it writes, colours included. */
    runInTerminal: (args, { columns, cwd = scratch, env = {} }) =>
      new Promise((resolve, reject) => {
        const { NO_COLOR: _, ...rest } = process.env;
        const terminal = spawn(process.execPath, [COMMAND, ...args], {
          name: 'xterm-256color',
          cols: columns,
          rows: 50,
          cwd,
          env: { ...rest, TERM: 'xterm-256color', ...env },
        });
        let text = '';
        terminal.onData((more) => {
          text += more;
        });
        terminal.onExit(({ exitCode }) =>
          exitCode > 1
            ? reject(new Error(`${args.join(' ')}: ${exitCode}\n${text}`))
            : resolve(text.replaceAll('\r', '')),
        );
      }),
    /** Draws a terminal of so many columns with what was typed and what came. */
    drawTerminal: async (name, { typed, text, columns, folder = out }) => {
      const page = path.join(scratch, 'terminal.html');
      writeFileSync(page, terminalPage(`$ ${typed}\n\n${text.trimEnd()}\n`, columns));
      await studio.drawPage(name, page, { width: 0, folder, of: 'pre' });
    },
    /** Draws a whole page, or one element of it; `act` is done before. */
    drawPage: async (name, file, { width, folder = out, of, act = async () => {}, ...context }) => {
      const view = await browser.newContext({ viewport: { width: width || 2400, height: 900 }, ...context });
      try {
        const page = await view.newPage();
        await page.goto(`file://${file}`);
        await act(page);
        await studio.shoot(name, of ? page.locator(of) : page, { folder, fullPage: !of });
      } finally {
        await view.close();
      }
    },
    /** Takes a picture of a page or an element as it stands. */
    shoot: async (name, subject, { folder = out, fullPage = true } = {}) => {
      const target = path.join(folder, `${name}.png`);
      await subject.screenshot({ path: target, ...(fullPage ? { fullPage } : {}) });
      drawn += 1;
      console.log(target);
    },
    close: async () => {
      await browser.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
  return studio;
}
