import type { Account } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useFlow } from "../../data/flow.ts";
import { useResetPassword } from "../../data/identity.ts";
import { OneMove } from "../../parts/move-button.tsx";
import { useText } from "../../strings/text.ts";

interface MoreMovesProps {
  readonly account: Account;
  readonly onSecret: (password: string) => void;
  readonly moves: readonly string[];
}

const reset = "reset";

/** What is seldom done to an account: in a menu, or the buttons would not fit their row. */
export const MoreMoves = ({ account, moves, onSecret }: MoreMovesProps) => {
  const t = useText();
  const { say } = useUi();
  const { modal, message } = App.useApp();
  const resetting = useResetPassword();
  const flow = useFlow("account");
  const [move, setMove] = useState<string>();
  const ask = (): void =>
    void modal.confirm({
      title: t.accounts.resetSure,
      okText: t.accounts.reset,
      onOk: () =>
        resetting.mutateAsync(account.id).then(
          (made) => onSecret(made.password),
          (fault: unknown) => void message.error(toSentence(fault)),
        ),
    });
  const items = moves.flatMap((id) => {
    const name = flow?.moves.find((each) => each.id === id)?.name;
    return name === undefined ? [] : [{ key: id, label: say(name), danger: id === "retire" }];
  });
  const subject = { kind: "account", plural: "accounts", id: account.id, version: account.version };
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [{ key: reset, label: t.accounts.reset }, ...items],
          onClick: ({ key }) => (key === reset ? ask() : setMove(key)),
        }}
      >
        <Button size="small">{t.accounts.more}</Button>
      </Dropdown>
      {move === undefined ? null : (
        <OneMove subject={subject} stage={account.stage} move={move} onClose={() => setMove(undefined)} />
      )}
    </>
  );
};
