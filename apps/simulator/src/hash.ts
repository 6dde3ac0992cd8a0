/** A number from 0 to below 1 that depends on nothing but its arguments: chance that can be asked again. */
export const hash = (...parts: readonly (number | string)[]): number => {
  let state = 0x811c9dc5;
  for (const character of parts.join("|")) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
  return ((state ^ (state >>> 15)) >>> 0) / 4_294_967_296;
};
