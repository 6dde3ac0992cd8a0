const newline = 0x0a;

/** Lines of a stream of bytes, in lists as they come; the last one need not end in a newline. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes =
      rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(newline);
    rest = bytes.subarray(end + 1);
    if (end > 0) yield bytes.toString("utf8", 0, end).split("\n");
  }
  if (rest.length > 0) yield [rest.toString("utf8")];
}
