const endSign = 0x06054b50;
const entrySign = 0x02014b50;
const wholeDirectory = 0xffffffff;

const findEnd = (data: Buffer): number | undefined => {
  for (let at = data.length - 22; at >= Math.max(0, data.length - 65_557); at -= 1)
    if (data.readUInt32LE(at) === endSign) return at;
  return undefined;
};

/**
 * Bytes a zip file says it unpacks to, without unpacking any; undefined when its directory can't be read or is of the
 * kind for files over 4 GiB.
 */
export const unpackedSize = (data: Buffer): number | undefined => {
  const end = findEnd(data);
  if (end === undefined) return undefined;
  const entries = data.readUInt16LE(end + 10);
  let at = data.readUInt32LE(end + 16);
  let sum = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== entrySign) return undefined;
    const size = data.readUInt32LE(at + 24);
    if (size === wholeDirectory) return undefined;
    sum += size;
    at += 46 + data.readUInt16LE(at + 28) + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return sum;
};
