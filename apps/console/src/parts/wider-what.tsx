import type { WiderReach } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { permissionName } from "../strings/permission-names.ts";
import { useText } from "../strings/text.ts";

/** What a wider reach adds: an area, a department or a permission. */
export const WiderWhat = ({ reach }: { readonly reach: Pick<WiderReach, "area" | "department" | "permission"> }) => {
  const t = useText().access;
  const { say } = useUi();
  if (reach.area !== undefined) return <>{`${t.area} ${say(reach.area)}`}</>;
  if (reach.department !== undefined) return <>{`${t.department} ${say(reach.department)}`}</>;
  return <>{say(permissionName(reach.permission ?? ""))}</>;
};
