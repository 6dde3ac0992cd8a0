import type { WiderReach } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { useFlow } from "../../data/flow.ts";
import { useWiderReaches } from "../../data/identity.ts";
import { useMay } from "../../data/session.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { MoveButton } from "../../parts/move-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { WiderWhat } from "../../parts/wider-what.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

const Actions = ({ reach }: { readonly reach: WiderReach }) => {
  const may = useMay();
  const { id, version, stage } = reach;
  const subject = { kind: "wider-reach", plural: "wider-reaches", id, version };
  if (stage === "open" && may("accounts.manage")) return <MoveButton move="revoke" subject={subject} stage={stage} />;
  if (stage === "over" && may("access.audit")) return <MoveButton move="sign-off" subject={subject} stage={stage} />;
  return null;
};

/** Who acted with more than their post, why, and whether an auditor has signed it off. */
const Powers = () => {
  const t = useText();
  const { say } = useUi();
  const flow = useFlow("wider-reach");
  const stageName = (id: string): string => {
    const name = flow?.stages.find((stage) => stage.id === id)?.name;
    return name === undefined ? id : say(name);
  };
  const columns: readonly Column<WiderReach>[] = [
    { id: "name", title: t.accounts.name, width: "110px", cell: (row) => <strong>{row.name}</strong> },
    { id: "post", title: t.accounts.posts, width: "minmax(150px, 1fr)", cell: ({ post }) => say(post.name) },
    { id: "what", title: t.access.wider, width: "minmax(160px, 1fr)", cell: (row) => <WiderWhat reach={row} /> },
    { id: "reason", title: t.access.reason, width: "minmax(160px, 2fr)", cell: (row) => row.reason },
    { id: "taken", title: t.access.takenAt, width: "164px", cell: (row) => <Moment at={row.takenAt} /> },
    { id: "until", title: t.access.until, width: "164px", cell: (row) => <Moment at={row.endedAt ?? row.until} /> },
    { id: "stage", title: t.accounts.stage, width: "140px", cell: ({ stage }) => stageName(stage) },
    { id: "actions", title: t.accounts.actions, width: "120px", cell: (row) => <Actions reach={row} /> },
  ];
  return (
    <ListPage title={t.screens.powers}>
      <p className="second list-lead">{t.access.powersLead}</p>
      <QueryView query={useWiderReaches()} rows={6}>
        {({ items }) => (
          <DataTable
            label={t.screens.powers}
            columns={columns}
            rows={items}
            rowKey={(row) => row.id}
            empty={<Empty title={t.access.noPowers} hint={t.access.noPowersHint} />}
          />
        )}
      </QueryView>
    </ListPage>
  );
};

export default Powers;
