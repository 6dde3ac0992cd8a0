/**
 * Text as PostgreSQL can keep it: NUL and lone surrogates, which JavaScript's texts and JSON have and its own don't,
 * become U+FFFD.
 */
export const toPlainText = (text: string): string => Buffer.from(text).toString().replaceAll("\u0000", "\ufffd");

/** NUL and lone surrogates, as JSON writes them. */
const notText = /\\u(?:0000|d[89a-f])/;

/** A value as JSON that PostgreSQL can keep. */
export const toPlainJson = (value: unknown): string => {
  const plain = JSON.stringify(value);
  return notText.test(plain)
    ? JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? toPlainText(inner) : inner))
    : plain;
};
