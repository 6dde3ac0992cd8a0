import type { Page } from "@chengyun/client";

/** A list that goes on beyond this many is no list a screen can show. */
const most = 20_000;

/** All items of a paged list, one page after the other; no more than the screen wants. */
export const allPages = async <Item>(
  ask: (after: string | undefined) => Promise<Page<Item>>,
  wanted = most,
): Promise<Item[]> => {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const answer = await ask(after);
    items.push(...answer.items);
    after = answer.next;
  } while (after !== undefined && items.length < wanted);
  return items;
};
