import { crc32, deflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
}

const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const VERSION_NEEDED = 20;
const DEFLATE_METHOD = 8;
/**
 * The time of all files: 1 January 1980, the first day that a ZIP archive can state. It is fixed so that the same input
 * always gives the same bytes.
 */
const DOS_EPOCH_DAY = 0x21;

/** Writes files into a ZIP archive, according to APPNOTE.TXT 6.3.3 as far as office documents need it. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directoryEntries: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const [path, plain] = [Buffer.from(name), Buffer.from(content)];
    const packedBytes = deflateRawSync(plain);
    const sharedHeader = Buffer.alloc(26);
    sharedHeader.writeUInt16LE(VERSION_NEEDED, 0);
    sharedHeader.writeUInt16LE(DEFLATE_METHOD, 4);
    sharedHeader.writeUInt16LE(DOS_EPOCH_DAY, 8);
    sharedHeader.writeUInt32LE(crc32(plain), 10);
    sharedHeader.writeUInt32LE(packedBytes.length, 14);
    sharedHeader.writeUInt32LE(plain.length, 18);
    sharedHeader.writeUInt16LE(path.length, 22);
    parts.push(uint32(LOCAL_SIGNATURE), sharedHeader, path, packedBytes);
    const offsetFields = Buffer.alloc(14);
    offsetFields.writeUInt32LE(offset, 10);
    directoryEntries.push(uint32(CENTRAL_SIGNATURE), uint16(VERSION_NEEDED), sharedHeader, offsetFields, path);
    offset += 4 + sharedHeader.length + path.length + packedBytes.length;
  }
  const directoryBytes = Buffer.concat(directoryEntries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directoryBytes.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, directoryBytes, uint32(END_SIGNATURE), end]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
