import { useMemo } from "react";
import { useAreas } from "../../data/atlas.ts";
import { useCaseTypesEver } from "../../data/case.ts";
import { useFacts } from "../../data/form.ts";
import { useDepartments } from "../../data/identity.ts";
import { useMay } from "../../data/session.ts";
import { type EntryNames, toNames } from "./entry-fields.ts";
import type { EntryBook } from "./entry-words.ts";

/** What the ids in entries about a kind of subject are called; asked for only what the reader may read. */
export const useEntryNames = (kind: string, { flows, posts }: Pick<EntryBook, "flows" | "posts">): EntryNames => {
  const may = useMay();
  const { data: departments } = useDepartments();
  const { data: areas } = useAreas(may("areas.read"));
  const { data: categories } = useCaseTypesEver(may("cases.read"));
  const { data: facts } = useFacts();
  return useMemo(
    () =>
      toNames({
        departments: departments?.items ?? [],
        posts,
        areas: areas?.items ?? [],
        categories: categories?.items ?? [],
        facts: (facts?.items ?? []).map(({ fact }) => fact),
        flow: flows.find((flow) => flow.kind === kind),
      }),
    [departments, posts, areas, categories, facts, flows, kind],
  );
};
