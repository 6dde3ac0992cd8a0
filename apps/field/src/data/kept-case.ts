import { useEffect, useState } from "react";
import { field, type KeptCase } from "./database.ts";
import { useField } from "./state.ts";
import { fetchCase } from "./sync.ts";

/** A case as this phone keeps it; read again when tasks were asked for anew. */
export const useKeptCase = (id: string | undefined): KeptCase | undefined => {
  const { tasksAt, online } = useField();
  const [kept, setKept] = useState<KeptCase>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept changes with the tasks
  useEffect(() => {
    let left = false;
    const read = async (): Promise<void> => {
      if (id === undefined) return;
      const found =
        (await (await field()).get("cases", id)) ?? (online ? await fetchCase(id).catch(() => undefined) : undefined);
      if (!left) setKept(found);
    };
    void read();
    return () => {
      left = true;
    };
  }, [id, tasksAt, online]);
  return kept?.id === id ? kept : undefined;
};
