// Where the files of an enterprise are, from its key.

import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { foldKey } from '../model/index.ts';
import { toFileProblem } from './file-problem.ts';

/** The file of an enterprise, whether it exists or not. */
export function enterprisePath(root: string, key: string): string {
  return `${placeOf(root, key)}.json`;
}

/** The file of an enterprise's latest policy, whether it exists or not. */
export function policyPath(root: string, key: string): string {
  return `${placeOf(root, key)}.policy.md`;
}

/** Where a policy that was edited is kept once there is a newer one; from the second on with its number. */
export function editedPolicyPath(root: string, key: string, number: number): string {
  return `${placeOf(root, key)}.policy.edited${number === 1 ? '' : `-${number}`}.md`;
}

/**
 * Where the files of an enterprise are, without what their names end in. Keys that only case, width or blanks tell apart are
 * one enterprise, whose files are named by the folded key, unless there is a file by the key as it is written.
 */
function placeOf(root: string, key: string): string {
  const [written, folded] = [key, foldKey(key)].map((one) => join(folderOf(root, one), fileNameOf(one))) as [
    string,
    string,
  ];
  return written !== folded && existsSync(`${written}.json`) ? written : folded;
}

/** Whether the file of an enterprise is looked for at this path. A copy over a disk may have changed the case of a name or how its accents are stored. */
export function isPlaceOf(root: string, path: string, key: string): boolean {
  const comparable = (text: string): string => text.toLowerCase().normalize('NFC');
  const { dir, name } = parse(path);
  return [key, foldKey(key)].some(
    (one) => (dir === root || dir === folderOf(root, one)) && comparable(name) === comparable(fileNameOf(one)),
  );
}

/** The subfolders of a folder that is divided: the files of an enterprise are in the one that the digest of its key begins with. */
export const SHARDS: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/**
 * The folder of an enterprise's files: its shard where there is one, unless its file is in the folder itself, where it was
 * before that was divided. A link is no shard: it might lead anywhere.
 */
export function folderOf(root: string, key: string): string {
  const shard = join(root, createHash('sha256').update(key).digest('hex').slice(0, 2));
  if (!isFolder(shard)) return root;
  return existsSync(join(root, `${fileNameOf(key)}.json`)) ? root : shard;
}

/** A folder of enterprises and its shards. None is read: what is done for one enterprise takes as long among a million. */
export function foldersOf(root: string): string[] {
  return [root, ...SHARDS.map((shard) => join(root, shard)).filter(isFolder)];
}

/** Where it cannot be told, the folder around it may not be entered. */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    throw toFileProblem(error, dirname(path));
  }
}

/** The folder that was chosen for the files of an enterprise, by the path of one. */
export function rootOf(path: string, key: string): string {
  const folder = dirname(path);
  const above = dirname(folder);
  return dirname(placeOf(above, key)) === folder ? above : folder;
}

// Upper case only: with both cases, `a` and `A` would be one file on most laptops.
const PLAIN = /^[0-9A-Z_][0-9A-Z_-]{0,99}$/;

// Windows opens a device for these, whatever follows after a full stop.
const DEVICE = /^(CON|PRN|AUX|NUL|(COM|LPT)[0-9])(\.|$)/i;

const SAFE = /^[0-9A-Za-z_]$/;
// A hyphen in front would make the file look like an option to other programs, a full stop would hide it.
const SAFE_INSIDE = /^[-.,]$/;
// Full-width brackets belong to the names of Chinese companies.
const HAN = /^((?=\p{L})\p{Script=Han}|[（）])$/u;
const LETTER_WITH_ACCENT = /^[A-Za-z]\p{M}+$/u;

// In bytes of UTF-8: some disks allow 143, of which the longest ending and the name of the lock take 17.
const LONGEST = 120;
const KEPT_OF_LONG = 60;

/**
 * The name, without extension, of the files of an enterprise: its key as far as a disk takes it, at most 125 bytes,
 * and different for different keys, also where upper and lower case are the same. A key in capitals stands for itself.
 * Any other ends in `%` and a number that says which letters are capitals; a space is `+`, the rest `%` and bytes.
 */
export function fileNameOf(key: string): string {
  const isDevice = DEVICE.test(key);
  if (PLAIN.test(key) && !isDevice) return key;
  const parts = [...key].map((character, position) => writeCharacter(character, position === 0, isDevice));
  const whole = `${parts.join('')}%${markCapitals(key)}`;
  return Buffer.byteLength(whole) <= LONGEST ? whole : shorten(parts, key);
}

function writeCharacter(character: string, isFirst: boolean, isDevice: boolean): string {
  if (character === ' ') return '+';
  if (SAFE.test(character) || isWide(character)) return character;
  if (SAFE_INSIDE.test(character) && !isFirst && !isDevice) return character;
  return encode(character).reduce((name, byte) => `${name}%${byte.toString(16).padStart(2, '0')}`, '');
}

/** Whether all disks keep a character beyond ASCII, and see at most its case and how its accent is stored as equal. */
function isWide(character: string): boolean {
  if (character.normalize('NFC') !== character) return false;
  if (HAN.test(character)) return true;
  return LETTER_WITH_ACCENT.test(character.normalize('NFD')) && isCased(character);
}

function isCased(character: string): boolean {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  return lower !== upper && lower.toUpperCase() === upper && upper.toLowerCase() === lower;
}

/** Which letters are capitals, as a hexadecimal number: the first letter is its last bit. */
function markCapitals(key: string): string {
  const letters = [...key].filter((character) => /\p{L}/u.test(character));
  const bits = letters.map((letter) => (letter === letter.toLowerCase() ? '0' : '1')).reverse();
  const mark = BigInt(`0b0${bits.join('')}`);
  return mark === 0n ? '' : mark.toString(16);
}

/** The beginning of a name and a hash, which has more digits than the mark of any whole name. */
function shorten(parts: readonly string[], key: string): string {
  let start = '';
  for (const part of parts) {
    if (Buffer.byteLength(start + part) > KEPT_OF_LONG) break;
    start += part;
  }
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
