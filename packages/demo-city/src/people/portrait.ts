import type { Random } from "../random.ts";

const skins = ["#f1d3bc", "#e8c3a4", "#dcb08c", "#f4dccb"];
const hairs = ["#23201f", "#2f2a28", "#3d3431", "#575250"];
const cloths = ["#5b6b7a", "#6d7f6a", "#7a6a5b", "#66708a", "#80736f"];
const grounds = ["#e6eaee", "#ebe8e2", "#e4ebe5", "#ece6e9"];

const pick = (list: readonly string[], random: Random): string =>
  list[Math.floor(random.next() * list.length)] ?? "#888";

/** A plain drawn stand-in for a photo: head, hair, shoulders, and the family name beneath; nobody's likeness. */
export const drawPortrait = (name: string, random: Random): string => {
  const [skin, hair, cloth, ground] = [skins, hairs, cloths, grounds].map((list) => pick(list, random));
  const isLong = random.chance(0.45);
  const fringe = Math.round(random.between(24, 30));
  const back = isLong ? `<path d="M20 36q0-24 20-24t20 24v22H20z" fill="${hair}"/>` : "";
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">',
    `<rect width="80" height="80" fill="${ground}"/>${back}`,
    `<path d="M12 80q2-22 28-22t28 22z" fill="${cloth}"/><rect x="34" y="46" width="12" height="16" fill="${skin}"/>`,
    `<ellipse cx="40" cy="36" rx="15" ry="18" fill="${skin}"/>`,
    `<path d="M24 36q-2-22 16-22t16 22q-3-${36 - fringe}-16-${36 - fringe}t-16 ${36 - fringe}z" fill="${hair}"/>`,
    `<text x="76" y="77" font-size="9" text-anchor="end" fill="#fff">${name.slice(0, 1)}</text></svg>`,
  ].join("");
};
