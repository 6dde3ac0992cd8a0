import type { Page } from "@chengyun/client";

/** A city's things fit in this many pages of 500; beyond it the map needs tiles. */
const mostPages = 40;

/** All items of a paged list, one page after the other. */
export const allPages = async <Item>(ask: (after: string | undefined) => Promise<Page<Item>>): Promise<Item[]> => {
  const items: Item[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask(after);
    items.push(...answer.items);
    after = answer.next;
    if (after === undefined) break;
  }
  return items;
};
