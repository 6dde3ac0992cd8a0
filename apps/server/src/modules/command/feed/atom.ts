import type { CapAlert } from "@chengyun/kernel";
import { create } from "xmlbuilder2";

const space = "http://www.w3.org/2005/Atom";

/** What the feed says of itself. */
export interface FeedHead {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  /** Address of the feed, and of a message by its number. */
  readonly self: string;
  readonly addressOf: (identifier: string) => string;
}

/** Messages as an Atom feed (RFC 4287), newest first, each with its CAP document by address. */
export const writeFeed = (head: FeedHead, messages: readonly CapAlert[]): string => {
  const document = create({ version: "1.0", encoding: "UTF-8" });
  const feed = document.ele(space, "feed");
  feed.ele("id").txt(head.id);
  feed.ele("title").txt(head.title);
  // A feed without entries was last changed when the city began: any fixed moment will do.
  feed.ele("updated").txt(messages[0]?.sent ?? "1970-01-01T00:00:00+00:00");
  feed.ele("author").ele("name").txt(head.author);
  feed.ele("link", { rel: "self", type: "application/atom+xml", href: head.self });
  for (const alert of messages) {
    const [info] = alert.infos;
    const entry = feed.ele("entry");
    entry.ele("id").txt(`${head.id}:${alert.identifier}`);
    entry.ele("title").txt(info?.headline ?? alert.identifier);
    entry.ele("updated").txt(alert.sent);
    entry.ele("link", { rel: "alternate", type: "application/cap+xml", href: head.addressOf(alert.identifier) });
    entry.ele("summary").txt(info?.description ?? "");
    for (const { categories, event } of alert.infos.slice(0, 1))
      entry.ele("category", { term: categories[0] ?? "Other", label: event });
  }
  return document.end({ prettyPrint: true });
};
