import type { Account } from "@chengyun/contracts";
import { isAdministratorRole } from "@chengyun/kernel";
import { type Column, DataTable, Empty, useUi } from "@chengyun/ui";
import { Button, Space } from "antd";
import { useState } from "react";
import { useAccounts } from "../../data/identity.ts";
import { useCity, useMay, useMe } from "../../data/session.ts";
import { AccessButton } from "../../parts/access-button.tsx";
import { ListPage } from "../../parts/list-page.tsx";
import { MoveButton } from "../../parts/move-button.tsx";
import { Portrait } from "../../parts/portrait.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Secret } from "../../parts/secret.tsx";
import { Moment } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { AddAccount } from "./add-account.tsx";
import { AskDialog, PostsDialog } from "./change-dialogs.tsx";
import { MoreMoves } from "./more-moves.tsx";
import { Requests } from "./requests.tsx";

interface AccountActionsProps {
  readonly account: Account;
  readonly onSecret: (password: string) => void;
}

/** Connecting to the city's own sign-on server, where there is one, or taking it back. */
const signOnMoves = ({ signOn }: Account, isOffered: boolean): string[] => {
  if (signOn !== undefined) return ["disconnect"];
  return isOffered ? ["connect", "invite"] : [];
};

const AccountActions = ({ account, onSecret }: AccountActionsProps) => {
  const t = useText();
  const me = useMe().data;
  const city = useCity().data;
  const [changing, setChanging] = useState(false);
  if (account.stage === "retired") return null;
  if (me?.accountId === account.id) return <span className="second">{t.access.own}</span>;
  const isApart = account.posts.some(({ role }) => isAdministratorRole(role));
  const subject = { kind: "account", plural: "accounts", id: account.id, version: account.version };
  const dialog = isApart ? (
    <AskDialog account={account} onClose={() => setChanging(false)} />
  ) : (
    <PostsDialog account={account} onClose={() => setChanging(false)} />
  );
  const change = (
    <Button size="small" onClick={() => setChanging(true)}>
      {isApart ? t.access.ask : t.access.posts}
    </Button>
  );
  if (isApart)
    return (
      <Space size={4}>
        {change}
        <MoveButton move="end-sessions" subject={subject} stage={account.stage} />
        {changing ? dialog : null}
      </Space>
    );
  const moves = [
    "end-sessions",
    ...(account.hasFactor || account.passkeys > 0 ? ["reset-factor"] : []),
    ...signOnMoves(account, city?.ways.signOn !== undefined),
    "retire",
  ];
  return (
    <Space size={4}>
      {change}
      {changing ? dialog : null}
      <MoreMoves account={account} moves={moves} onSecret={onSecret} />
    </Space>
  );
};

/** Who may come in, in which posts: the security administrator changes it, the auditor sees it. */
const Accounts = () => {
  const t = useText();
  const { say } = useUi();
  const query = useAccounts();
  const manages = useMay()("accounts.manage");
  const isSignedOn = useCity().data?.ways.signOn !== undefined;
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const columns: readonly Column<Account>[] = [
    {
      id: "name",
      title: t.accounts.name,
      width: "minmax(120px, 1fr)",
      cell: (row) => (
        <span className="who">
          <Portrait person={row.personId} />
          <strong>{row.name}</strong>
        </span>
      ),
    },
    {
      id: "login",
      title: t.accounts.login,
      width: "150px",
      cell: (row) => row.login,
    },
    {
      id: "posts",
      title: t.accounts.posts,
      width: "minmax(200px, 2fr)",
      cell: (row) => row.posts.map((post) => `${say(post.name)} · ${say(post.departmentName)}`).join("; "),
    },
    {
      id: "stage",
      title: t.accounts.stage,
      // A row is one line high: how somebody signs on stands beside.
      width: isSignedOn ? "230px" : "100px",
      cell: (row) =>
        row.stage === "retired" ? (
          <span className="second">{t.accounts.retired}</span>
        ) : (
          <>
            {t.accounts.active}
            {row.signOn === undefined ? null : <span className="second"> · {t.accounts.signOn[row.signOn]}</span>}
          </>
        ),
    },
    {
      id: "last",
      title: t.accounts.lastSignIn,
      width: "164px",
      cell: (row) => (row.lastSignInAt === undefined ? t.accounts.never : <Moment at={row.lastSignInAt} />),
    },
    { id: "created", title: t.accounts.created, width: "164px", cell: (row) => <Moment at={row.createdAt} /> },
    {
      id: "actions",
      title: t.accounts.actions,
      width: manages ? "350px" : "150px",
      cell: (row) => (
        <Space size={4}>
          <AccessButton of={{ account: row.id }} name={row.name} />
          {manages ? <AccountActions account={row} onSecret={setSecret} /> : null}
        </Space>
      ),
    },
  ];
  return (
    <ListPage
      title={t.accounts.title}
      filters={
        manages ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t.accounts.add}
          </Button>
        ) : null
      }
    >
      <Requests onSecret={setSecret} />
      <QueryView query={query} rows={10}>
        {(rows) => (
          <DataTable
            label={t.accounts.title}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            empty={<Empty title={t.accounts.empty} hint={t.accounts.emptyHint} />}
          />
        )}
      </QueryView>
      {adding ? (
        <AddAccount
          onMade={(password) => {
            setAdding(false);
            setSecret(password);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {secret === undefined ? null : (
        <Secret
          title={t.accounts.once}
          hint={t.accounts.onceHint}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </ListPage>
  );
};

export default Accounts;
