import type { WiderReach } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { useText } from "../strings/text.ts";
import { usePermissionName } from "./permission-name.ts";

/** What a wider reach adds: an area, a department or a permission. */
export const WiderWhat = ({ reach }: { readonly reach: Pick<WiderReach, "area" | "department" | "permission"> }) => {
  const t = useText().access;
  const { say } = useUi();
  const permissionName = usePermissionName();
  if (reach.area !== undefined) return <>{`${t.area} ${say(reach.area)}`}</>;
  if (reach.department !== undefined) return <>{`${t.department} ${say(reach.department)}`}</>;
  return <>{say(permissionName(reach.permission ?? ""))}</>;
};
