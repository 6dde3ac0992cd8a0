import type { AccountRequest } from "@chengyun/contracts";
import { type Column, DataTable, useUi } from "@chengyun/ui";
import { Alert, Button, Space } from "antd";
import { toSentence } from "../../data/api.ts";
import { useFlow } from "../../data/flow.ts";
import { useAccountRequests, useFetchPassword } from "../../data/identity.ts";
import { useMay } from "../../data/session.ts";
import { MoveButton } from "../../parts/move-button.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

interface RequestActionsProps {
  readonly request: AccountRequest;
  readonly onSecret: (password: string) => void;
}

const RequestActions = ({ request, onSecret }: RequestActionsProps) => {
  const t = useText();
  const may = useMay();
  const fetching = useFetchPassword();
  const { id, version, stage, mine, passwordWaits } = request;
  const subject = { kind: "account-request", plural: "account-requests", id, version };
  const asked = mine ? ["withdraw", "push-through"] : ["approve", "refuse"];
  const moves = [
    ...(stage === "asked" && may("accounts.manage") ? asked : []),
    ...(stage === "pushed" && may("access.audit") ? ["sign-off"] : []),
  ];
  return (
    <Space size={4} wrap>
      {moves.map((move) => (
        <MoveButton key={move} move={move} subject={subject} stage={stage} />
      ))}
      {passwordWaits ? (
        <Button
          size="small"
          type="primary"
          loading={fetching.isPending}
          onClick={() => fetching.mutate(id, { onSuccess: (made) => onSecret(made.password) })}
        >
          {t.access.fetch}
        </Button>
      ) : null}
      {fetching.error === null ? null : <Alert type="error" title={toSentence(fetching.error)} />}
    </Space>
  );
};

/** How many that are over are shown beside those that wait. */
const shownEnded = 5;
const waits = ({ stage, passwordWaits }: AccountRequest): boolean =>
  stage === "asked" || stage === "pushed" || passwordWaits;

/** What waits for a second security administrator, and what was decided last; nothing where nothing was asked. */
export const Requests = ({ onSecret }: { readonly onSecret: (password: string) => void }) => {
  const t = useText();
  const { say } = useUi();
  const { data } = useAccountRequests();
  const flow = useFlow("account-request");
  const all = data?.items ?? [];
  const rows = [...all.filter(waits), ...all.filter((row) => !waits(row)).slice(0, shownEnded)];
  if (rows.length === 0) return null;
  const nameOf = (id: string) => flow?.stages.find((stage) => stage.id === id)?.name;
  const columns: readonly Column<AccountRequest>[] = [
    { id: "name", title: t.accounts.name, width: "120px", cell: (row) => <strong>{row.name}</strong> },
    {
      id: "what",
      title: t.access.what,
      width: "minmax(160px, 1fr)",
      cell: (row) => [t.access.kinds[row.what], ...row.posts.map(({ name }) => say(name))].join(" · "),
    },
    { id: "reason", title: t.access.reason, width: "minmax(140px, 1fr)", cell: (row) => row.reason },
    { id: "by", title: t.access.askedBy, width: "100px", cell: (row) => row.askedBy },
    { id: "at", title: t.access.askedAt, width: "164px", cell: (row) => <Moment at={row.askedAt} /> },
    {
      id: "stage",
      title: t.accounts.stage,
      width: "180px",
      cell: ({ stage }) => {
        const name = nameOf(stage);
        return name === undefined ? stage : say(name);
      },
    },
    {
      id: "actions",
      title: t.accounts.actions,
      width: "300px",
      cell: (row) => <RequestActions request={row} onSecret={onSecret} />,
    },
  ];
  return (
    <section aria-label={t.access.requests}>
      <h2 className="list-lead">{t.access.requests}</h2>
      <DataTable label={t.access.requests} columns={columns} rows={rows} rowKey={(row) => row.id} empty={null} />
    </section>
  );
};
