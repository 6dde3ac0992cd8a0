import { DownloadOutlined, EnvironmentOutlined, TableOutlined } from "@ant-design/icons";
import { caseColumnNames, caseColumns } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Button, Checkbox, Dropdown, Popover } from "antd";
import { caseExportUrl, useCaseCount } from "../../data/case-list.ts";
import { useMay } from "../../data/session.ts";
import { useAsked } from "../../frame/go.ts";
import { fromSeveral } from "../../frame/several.ts";
import { useRoom } from "../../frame/width.ts";
import { useText } from "../../strings/text.ts";
import { toColumns, toListQuery } from "./list-query.ts";
import { ViewPicker } from "./view-picker.tsx";

/** How many there are, counted when somebody wants to know. */
const Count = () => {
  const t = useText();
  const [asked] = useAsked();
  const { order: _, ...filter } = toListQuery(asked);
  const count = useCaseCount();
  const told = count.data;
  const key = JSON.stringify(filter);
  const isFresh = told !== undefined && JSON.stringify(count.variables) === key;
  if (!isFresh)
    return (
      <Button size="small" type="link" loading={count.isPending} onClick={() => count.mutate(filter)}>
        {t.cases.count}
      </Button>
    );
  const words = told.more ? t.cases.countedMore : t.cases.counted;
  return <span className="figure">{fillText(words, { count: String(told.count) })}</span>;
};

const ColumnPicker = () => {
  const t = useText();
  const [asked, ask] = useAsked();
  const chosen = toColumns(asked);
  const { say } = useUi();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="column-choice"
          value={[...chosen]}
          options={caseColumns.map((id) => ({ value: id, label: say(caseColumnNames[id]) }))}
          onChange={(values) => {
            // Those that stay keep their places; a new one comes last.
            const kept = chosen.filter((id) => values.includes(id));
            const added = caseColumns.filter((id) => values.includes(id) && !chosen.includes(id));
            ask({ columns: fromSeveral([...kept, ...added]) });
          }}
        />
      }
    >
      <Button size="small" icon={<TableOutlined />}>
        {t.cases.columns}
      </Button>
    </Popover>
  );
};

const ExportButton = () => {
  const t = useText();
  const { language } = useUi();
  const [asked] = useAsked();
  const query = { ...toListQuery(asked), columns: toColumns(asked).join(","), language };
  const link = (format: "csv" | "xlsx", label: string) => ({
    key: format,
    label: (
      <a href={caseExportUrl(format, query)} download>
        {label}
      </a>
    ),
  });
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          link("csv", t.cases.exportCsv),
          link("xlsx", t.cases.exportXlsx),
          { key: "hint", type: "group", label: <span className="export-hint">{t.cases.exportHint}</span> },
        ],
      }}
    >
      <Button size="small" icon={<DownloadOutlined />}>
        {t.cases.export}
      </Button>
    </Dropdown>
  );
};

/** What can be done with the list as a whole. */
export const CaseTools = () => {
  const t = useText();
  const may = useMay();
  const [asked, ask] = useAsked();
  const isMapOn = asked["map"] === "on";
  const hasRoom = useRoom() !== "phone";
  return (
    <div className="list-tools">
      <Count />
      <ViewPicker />
      <ColumnPicker />
      {may("cases.export") ? <ExportButton /> : null}
      {hasRoom ? (
        <Button
          size="small"
          icon={<EnvironmentOutlined />}
          type={isMapOn ? "primary" : "default"}
          aria-pressed={isMapOn}
          onClick={() => ask({ map: isMapOn ? undefined : "on", box: undefined })}
        >
          {t.cases.map}
        </Button>
      ) : null}
    </div>
  );
};
