/**
 * Text as PostgreSQL can keep it: NUL and lone surrogates, which JavaScript's texts and JSON have and its own don't,
 * become U+FFFD.
 */
export const toPlainText = (text: string): string => Buffer.from(text).toString().replaceAll("\u0000", "\ufffd");
