/** What a table says of a word of a file, which may be anybody's: `constructor` is in no table of ours. */
export const own = <Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
