import type { AccessReviewDetail } from "@chengyun/contracts";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Alert, Button, Drawer, Input, Modal, Space } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { reviewFile, useAccessReview, useDecideReview } from "../../data/review.ts";
import { MoveButton } from "../../parts/move-button.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

type Item = AccessReviewDetail["list"][number];

interface Deciding {
  readonly item: Item;
  readonly decision: "kept" | "taken";
}

const DecideDialog = ({
  id,
  item,
  decision,
  onClose,
}: Deciding & { readonly id: string; readonly onClose: () => void }) => {
  const t = useText();
  const { say } = useUi();
  const words = t.access.review;
  const [reason, setReason] = useState("");
  const decide = useDecideReview(id);
  const { accountId, postId } = item;
  return (
    <Modal
      open
      title={`${decision === "kept" ? words.keep : words.take} · ${item.name} · ${say(item.post.name)}`}
      okText={decision === "kept" ? words.keep : words.take}
      okButtonProps={{ danger: decision === "taken", disabled: reason.trim().length < 2, loading: decide.isPending }}
      onOk={() => decide.mutate({ accountId, postId, decision, reason }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      {decision === "taken" ? <p>{words.takeHint}</p> : null}
      <p className="second">{t.access.reason}</p>
      <Input.TextArea
        aria-label={t.access.reason}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {decide.error === null ? null : <Alert type="error" showIcon title={toSentence(decide.error)} />}
    </Modal>
  );
};

const Decision = ({ item, mine, onDecide }: { item: Item; mine: boolean; onDecide: (deciding: Deciding) => void }) => {
  const t = useText();
  const words = t.access.review;
  if (item.decision !== undefined)
    return (
      <span>
        {item.decision === "kept" ? words.kept : words.taken} · {item.decidedBy} · {item.reason}
      </span>
    );
  if (!mine) return <span className="second">{words.undecided}</span>;
  if (item.own) return <span className="second">{words.own}</span>;
  return (
    <Space size={4}>
      <Button size="small" onClick={() => onDecide({ item, decision: "kept" })}>
        {words.keep}
      </Button>
      <Button size="small" danger onClick={() => onDecide({ item, decision: "taken" })}>
        {words.take}
      </Button>
    </Space>
  );
};

const useColumns = (mine: boolean, onDecide: (deciding: Deciding) => void): readonly Column<Item>[] => {
  const t = useText();
  const { say } = useUi();
  const words = t.access.review;
  return [
    { id: "name", title: t.accounts.name, width: "110px", cell: (row) => <strong>{row.name}</strong> },
    { id: "login", title: t.accounts.login, width: "130px", cell: (row) => row.login },
    { id: "post", title: t.accounts.posts, width: "minmax(150px, 1fr)", cell: ({ post }) => say(post.name) },
    {
      id: "last",
      title: t.accounts.lastSignIn,
      width: "164px",
      cell: ({ lastSignInAt }) => (lastSignInAt === undefined ? t.accounts.never : <Moment at={lastSignInAt} />),
    },
    {
      id: "used",
      title: words.used,
      width: "164px",
      cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? words.notKept : <Moment at={lastUsedAt} />),
    },
    { id: "deputies", title: words.deputies, width: "70px", cell: (row) => row.deputies },
    {
      id: "decision",
      title: words.decision,
      width: "minmax(190px, 1.5fr)",
      cell: (row) => <Decision item={row} mine={mine} onDecide={onDecide} />,
    },
  ];
};

const Items = ({ review }: { readonly review: AccessReviewDetail }) => {
  const t = useText();
  const { language, say } = useUi();
  const words = t.access.review;
  const [deciding, setDeciding] = useState<Deciding>();
  const isMine = review.mine && review.stage === "due";
  const columns = useColumns(isMine, setDeciding);
  const subject = { kind: "access-review", plural: "access-reviews", id: review.id, version: review.version };
  return (
    <>
      <Space>
        <Button href={reviewFile(review.id, "csv", language)}>{words.csv}</Button>
        <Button href={reviewFile(review.id, "xlsx", language)}>{words.xlsx}</Button>
        {isMine && review.left === 0 ? <MoveButton move="finish" subject={subject} stage={review.stage} /> : null}
      </Space>
      <DataTable
        label={say(review.of)}
        columns={columns}
        rows={review.list}
        rowKey={(row) => `${row.accountId} ${row.postId}`}
        empty={<Empty title={words.none} hint="" />}
      />
      {review.keys.length === 0 ? null : (
        <section>
          <h3>{t.screens.keys}</h3>
          <ul>
            {review.keys.map((key) => (
              <li key={key.id}>
                <strong>{key.name}</strong> · {key.scopes.join(", ")} ·{" "}
                {key.lastUsedAt === undefined ? t.accounts.never : <Moment at={key.lastUsedAt} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {deciding === undefined ? null : (
        <DecideDialog id={review.id} {...deciding} onClose={() => setDeciding(undefined)} />
      )}
    </>
  );
};

/** One review: each account in each post, to be kept or taken away. */
export const ReviewItems = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const { say } = useUi();
  const query = useAccessReview(id);
  return (
    <Drawer open size={1100} title={query.data === undefined ? "" : say(query.data.of)} onClose={onClose}>
      <QueryView query={query} rows={8}>
        {(review) => <Items review={review} />}
      </QueryView>
    </Drawer>
  );
};
