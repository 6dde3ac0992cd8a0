import type { RoutingRule } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useState } from "react";
import { useRoutingRules, useTryRules } from "../../data/routing.ts";
import { useMay } from "../../data/session.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { MoveButton } from "../../parts/move-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { Trial } from "./trial.tsx";

/** For whoever keeps the rules: which department a case is suggested to, in which order they are asked. */
const Routing = () => {
  const t = useText();
  const { say } = useUi();
  const words = t.people.routing;
  const query = useRoutingRules();
  const trial = useTryRules();
  const may = useMay()("routing.edit");
  const [editing, setEditing] = useState<RoutingRule | "new">();
  const columns: readonly Column<RoutingRule>[] = [
    { id: "place", title: words.order, width: "64px", cell: (row) => <span className="figure">{row.place}</span> },
    { id: "name", title: words.name, width: "minmax(140px, 1fr)", cell: (row) => <strong>{say(row.name)}</strong> },
    {
      id: "condition",
      title: words.condition,
      width: "minmax(220px, 3fr)",
      cell: (row) => <code title={row.condition}>{row.condition}</code>,
    },
    {
      id: "department",
      title: words.department,
      width: "minmax(120px, 1fr)",
      cell: (row) => say(row.departmentName),
    },
    {
      id: "area",
      title: words.area,
      width: "120px",
      cell: (row) => (row.areaPath === "" ? words.wholeCity : row.areaPath),
    },
    {
      id: "version",
      title: words.version,
      width: "64px",
      cell: (row) => <span className="figure">{row.version}</span>,
    },
    {
      id: "actions",
      title: t.accounts.actions,
      width: "150px",
      cell: (row) =>
        may ? (
          <span className="row-actions">
            <Button size="small" onClick={() => setEditing(row)}>
              {words.edit}
            </Button>
            <MoveButton
              move="retire"
              subject={{ kind: "routing-rule", plural: "routing-rules", id: row.id, version: row.version }}
              stage={row.stage}
            />
          </span>
        ) : null,
    },
  ];
  const places = query.data?.items.map(({ place }) => place) ?? [];
  return (
    <ListPage
      title={t.screens.routing}
      filters={
        may ? (
          <>
            <Button onClick={() => trial.mutate({})} loading={trial.isPending}>
              {words.tryAll}
            </Button>
            <Button type="primary" onClick={() => setEditing("new")}>
              {words.add}
            </Button>
          </>
        ) : null
      }
    >
      <p className="second list-lead">{words.lead}</p>
      <QueryView query={query} rows={6}>
        {({ items }) => (
          <DataTable
            label={t.screens.routing}
            columns={columns}
            rows={items}
            rowKey={(row) => row.id}
            empty={<Empty title={words.empty} hint={words.emptyHint} />}
          />
        )}
      </QueryView>
      {trial.data === undefined ? null : <Trial trial={trial.data} />}
      {editing === undefined ? null : (
        <RuleDialog
          rule={editing === "new" ? undefined : editing}
          nextPlace={Math.floor(Math.max(0, ...places)) + 1}
          onClose={() => setEditing(undefined)}
        />
      )}
    </ListPage>
  );
};

export default Routing;
