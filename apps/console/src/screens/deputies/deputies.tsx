import type { Deputy } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { useActingDeputies } from "../../data/deputy.ts";
import { useMay } from "../../data/session.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { MoveButton } from "../../parts/move-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

/** Who acts in somebody else's post at this moment, and the end of it. */
const Deputies = () => {
  const t = useText();
  const { say } = useUi();
  const words = t.flow.deputy;
  const manages = useMay()("accounts.manage");
  const columns: readonly Column<Deputy>[] = [
    { id: "deputy", title: words.person, width: "minmax(120px, 1fr)", cell: (row) => <strong>{row.deputy}</strong> },
    { id: "of", title: words.of, width: "minmax(120px, 1fr)", cell: (row) => row.of },
    {
      id: "post",
      title: words.post,
      width: "minmax(200px, 2fr)",
      cell: ({ post }) => `${say(post.name)} · ${say(post.departmentName)}`,
    },
    { id: "until", title: words.until, width: "164px", cell: (row) => <Moment at={row.until} /> },
    ...(manages
      ? [
          {
            id: "actions",
            title: t.accounts.actions,
            width: "140px",
            cell: ({ id, version }: Deputy) => (
              <MoveButton
                subject={{ kind: "deputy", plural: "deputies", id, version }}
                stage="standing"
                move="revoke"
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <ListPage title={t.screens.deputies}>
      <p className="second list-lead">{words.lead}</p>
      <QueryView query={useActingDeputies()} rows={6}>
        {({ items }) => (
          <DataTable
            label={t.screens.deputies}
            columns={columns}
            rows={items}
            rowKey={(row) => row.id}
            empty={<Empty title={words.nobody} hint={words.nobodyHint} />}
          />
        )}
      </QueryView>
    </ListPage>
  );
};

export default Deputies;
