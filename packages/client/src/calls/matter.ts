import type {
  Matter,
  MatterIn,
  MatterKind,
  MatterQuery,
  MatterRow,
  TimelineEntry,
  WordsAsked,
} from "@chengyun/contracts";
import type { Caller } from "../caller.ts";
import type { Asked, Input, Items, Page } from "../shape.ts";

/** Calls that serve the flows of all packs; `plural` is the flow's. */
export const matterCalls = ({ get, post }: Caller) => ({
  matterKinds: () => get<Items<MatterKind>>("/matter-kinds"),
  matters: (plural: string, query: Asked<typeof MatterQuery> = {}) => get<Page<MatterRow>>(`/${plural}`, query),
  matter: (plural: string, id: string) => get<Matter>(`/${plural}/${id}`),
  matterTimeline: (plural: string, id: string) => get<Items<TimelineEntry>>(`/${plural}/${id}/timeline`),
  readWords: ({ plural, id, ...why }: Input<typeof WordsAsked> & { readonly plural: string; readonly id: string }) =>
    post<{ readonly words: Readonly<Record<string, string>> }>(`/${plural}/${id}/words`, why),
  openMatter: (plural: string, matter: Input<typeof MatterIn>) => post<{ id: string }>(`/${plural}`, matter),
});
