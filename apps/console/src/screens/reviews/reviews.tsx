import type { AccessReview } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button } from "antd";
import { useState } from "react";
import { useAccessReviews } from "../../data/review.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { ReviewItems } from "./review-items.tsx";

/** Who has which post, looked through once a year: by department and by kind of administrator. */
const Reviews = () => {
  const t = useText();
  const { say } = useUi();
  const [opened, setOpened] = useState<string>();
  const words = t.access.review;
  const columns: readonly Column<AccessReview>[] = [
    { id: "of", title: words.of, width: "minmax(180px, 2fr)", cell: (row) => <strong>{say(row.of)}</strong> },
    { id: "begun", title: words.begun, width: "164px", cell: (row) => <Moment at={row.begunAt} /> },
    {
      id: "due",
      title: words.due,
      width: "200px",
      cell: ({ dueAt, isLate }) =>
        dueAt === undefined ? null : (
          <>
            <Moment at={dueAt} /> {isLate ? <strong>{words.late}</strong> : null}
          </>
        ),
    },
    {
      id: "left",
      title: words.left,
      width: "140px",
      cell: ({ left, items }) => fillText(words.leftOf, { left: String(left), items: String(items) }),
    },
    {
      id: "stage",
      title: t.accounts.stage,
      width: "120px",
      cell: ({ stage }) => (stage === "due" ? words.open : words.finished),
    },
    {
      id: "actions",
      title: t.accounts.actions,
      width: "120px",
      cell: ({ id, mine, stage }) => (
        <Button size="small" onClick={() => setOpened(id)}>
          {mine && stage === "due" ? words.review : words.see}
        </Button>
      ),
    },
  ];
  return (
    <ListPage title={t.screens.reviews}>
      <p className="second list-lead">{words.lead}</p>
      <QueryView query={useAccessReviews()} rows={6}>
        {({ items }) => (
          <DataTable
            label={t.screens.reviews}
            columns={columns}
            rows={items}
            rowKey={(row) => row.id}
            empty={<Empty title={words.none} hint={words.noneHint} />}
          />
        )}
      </QueryView>
      {opened === undefined ? null : <ReviewItems id={opened} onClose={() => setOpened(undefined)} />}
    </ListPage>
  );
};

export default Reviews;
