import { type FormCity, useUi } from "@chengyun/ui";
import { useMemo } from "react";
import { api, photoUrl } from "../data/api.ts";
import { useAreas } from "../data/atlas.ts";
import { useDepartments } from "../data/identity.ts";

const mostFound = 20;

/** What forms need of the city: departments, areas, things by words, a place for photos. */
export const useFormCity = (): FormCity => {
  const { say } = useUi();
  const { data: departments } = useDepartments();
  const { data: areas } = useAreas();
  return useMemo(
    () => ({
      departments: (departments?.items ?? []).map((each) => ({ value: each.id, label: say(each.name) })),
      areas: (areas?.items ?? []).map((each) => ({ value: each.path, label: say(each.name) })),
      findThings: async (words) => {
        const { items } = await api.things({ q: words === "" ? undefined : words, limit: mostFound });
        return items.map((thing) => ({ value: thing.id, label: say(thing.name) }));
      },
      addPhoto: async (file) => (await api.addFile(file, file.name)).id,
      photoUrl: (id) => photoUrl(id, 160),
    }),
    [departments, areas, say],
  );
};
