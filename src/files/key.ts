import { createHash } from 'node:crypto';

// Upper case only: with both cases, `a` and `A` would be one file on most laptops.
const PLAIN = /^[0-9A-Z_][0-9A-Z_-]{0,99}$/;

// Windows opens a device for these, whatever the extension.
const DEVICE = /^(CON|PRN|AUX|NUL|(COM|LPT)[0-9])$/;

const LONGEST = 120;
const KEPT_OF_LONG = 60;

/**
 * The name, without extension, of the files of an enterprise: made of `0-9 A-Z a-z _ - %` only, at most 125
 * characters, and different for different keys, also where upper and lower case are the same.
 */
export function fileNameOf(key: string): string {
  if (PLAIN.test(key) && !DEVICE.test(key)) return key;
  const escaped = [...key].map(escapeCharacter).join('');
  // The percent sign is what keeps `a`, made from "a", apart from `A`, which stands for itself.
  const marked = escaped.includes('%') ? escaped : `${escaped}%`;
  return marked.length <= LONGEST ? marked : shorten(marked, key);
}

function escapeCharacter(character: string, position: number): string {
  // A hyphen in front would make the file look like an option to other programs.
  const stays = position === 0 ? /^[0-9a-z_]$/ : /^[0-9a-z_-]$/;
  if (stays.test(character)) return character;
  return encode(character).reduce((name, byte) => `${name}%${byte.toString(16).padStart(2, '0')}`, '');
}

/** A shortened name is longer than any whole one, so the two kinds never meet. */
function shorten(name: string, key: string): string {
  const start = name.slice(0, KEPT_OF_LONG).replace(/%[0-9a-f]?$/, '');
  const hash = createHash('sha256')
    .update(Uint8Array.from([...key].flatMap(encode)))
    .digest('hex');
  return `${start}%${hash}`;
}

/** UTF-8, with half a surrogate pair as three bytes of its own: the usual replacement would make all of them one key. */
function encode(character: string): number[] {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0xd800 || code > 0xdfff) return [...Buffer.from(character)];
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
}
