// What a terminal shows, as a page: cell by cell, and as wide as the terminal, so that what runs over its edge is seen to.
import stringWidth from 'string-width';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is read here
const ESCAPE = /\u001b\[([0-9;]*)m/;

/** The colours the sixteen codes stand for. */
export const COLOURS = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#8b949e',
};

const STYLE = `body { margin: 0 }
pre { display: inline-block; box-sizing: content-box; margin: 0; padding: 18px 22px; background: #0d1117; color: #e6edf3;
  border-right: 2px solid #30363d; font: 15px/20px "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace }
i { display: inline-block; font-style: normal; text-align: center; overflow: hidden; vertical-align: bottom; height: 20px }`;

/** The page of a terminal of so many columns; its edge on the right is where the terminal ends. */
export function terminalPage(text, columns) {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><pre style="width:${columns}ch">${toHtml(text)}</pre>`;
}

const NOT_ASCII = /[^\x20-\x7e\n]/gu;

/** A character beyond ASCII in as many cells as terminals give it, whatever the font thinks. */
function inCells(character) {
  return `<i style="width:${stringWidth(character)}ch">${character}</i>`;
}

function toHtml(text) {
  const escaped = (part) => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(NOT_ASCII, inCells);
  const state = { bold: false, dim: false, colour: '' };
  return text
    .split(ESCAPE)
    .map((part, i) => {
      if (i % 2 === 0) {
        const css = `${state.bold ? 'font-weight:bold;' : ''}${state.dim ? 'opacity:.6;' : ''}${state.colour && `color:${state.colour}`}`;
        return css ? `<span style="${css}">${escaped(part)}</span>` : escaped(part);
      }
      for (const code of part.split(';').map(Number)) {
        if (code === 0) Object.assign(state, { bold: false, dim: false, colour: '' });
        else if (code === 1) state.bold = true;
        else if (code === 2) state.dim = true;
        else if (code === 22) Object.assign(state, { bold: false, dim: false });
        else if (code === 39) state.colour = '';
        else state.colour = COLOURS[code] ?? state.colour;
      }
      return '';
    })
    .join('');
}
