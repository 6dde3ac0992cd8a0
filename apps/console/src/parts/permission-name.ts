import { type FlowShape, permissions } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { useMemo } from "react";
import { useFlows } from "../data/flow.ts";

type Names = Readonly<Record<string, Label>>;

/** What a flow's permissions open: the moves that need them. */
const namesIn = ({ name, moves }: FlowShape): Names => {
  const toLabel = (those: readonly { readonly name: Label }[]): Label => ({
    zh: `${name.zh}：${those.map((move) => move.name.zh).join("、")}`,
    en: `${name.en}: ${those.map((move) => move.name.en).join(", ")}`,
  });
  const asked = new Set(moves.flatMap(({ by }) => by ?? []));
  return Object.fromEntries([...asked].map((id) => [id, toLabel(moves.filter(({ by }) => by === id))]));
};

/** All permissions in words: the platform's own, and those of packs' flows. */
export const usePermissionNames = (): Names => {
  const { data } = useFlows();
  return useMemo(() => Object.assign({}, ...(data?.items ?? []).map(namesIn), permissions) as Names, [data]);
};

/** The words of one permission. */
export const usePermissionName = (): ((permission: string) => Label) => {
  const names = usePermissionNames();
  return (permission) => names[permission] ?? { zh: permission, en: permission };
};
