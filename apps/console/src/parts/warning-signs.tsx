import type { WarningRow } from "@chengyun/contracts";
import { SeverityMark } from "@chengyun/ui";
import { Tag } from "antd";
import { useText } from "../strings/text.ts";

/** Level of a warning, and whether it is a drill's, a test's, or another authority's. */
export const WarningSigns = ({ warning }: { readonly warning: Pick<WarningRow, "colour" | "status" | "source"> }) => {
  const words = useText().warnings;
  return (
    <span className="warning-signs">
      <SeverityMark severity={warning.colour} />
      {warning.status === "Actual" ? null : <Tag>{words.statuses[warning.status]}</Tag>}
      {warning.source === "own" ? null : <Tag>{words.received}</Tag>}
    </span>
  );
};
