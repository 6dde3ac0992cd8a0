import type { Access } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { Button, Form, Input, Modal, Select, Tag } from "antd";
import { useState } from "react";
import { useAccess } from "../data/identity.ts";
import { useText } from "../strings/text.ts";
import { usePermissionNames } from "./permission-name.ts";
import { QueryView } from "./query-view.tsx";
import { Moment } from "./words.tsx";

type Of = Parameters<typeof useAccess>[0];

/** The id in what somebody pasted: a page's address, or the id itself. */
const idIn = (text: string): string | undefined =>
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.exec(text)?.[0];

const Way = ({ way }: { readonly way: Access["ways"][number] }) => {
  const t = useText().access;
  const { say } = useUi();
  const { post, key, actingFor, until, may, because, missing } = way;
  return (
    <section>
      <h3>
        {post === undefined ? key : `${say(post.name)} · ${say(post.departmentName)}`}{" "}
        {actingFor === undefined ? null : (
          <span className="second">
            {t.actsFor} {actingFor} {until === undefined ? null : <Moment at={until} />}
          </span>
        )}{" "}
        <Tag color={may ? "green" : "default"}>{may ? t.can : t.cannot}</Tag>
      </h3>
      <ul>
        {missing.map((sentence) => (
          <li key={sentence.en}>
            <strong>{t.missing}</strong> {say(sentence)}
          </li>
        ))}
        {because.map((sentence) => (
          <li key={sentence.en}>{say(sentence)}</li>
        ))}
      </ul>
    </section>
  );
};

interface DialogProps {
  readonly of: Of;
  readonly name: string;
  readonly onClose: () => void;
}

const AccessDialog = ({ of, name, onClose }: DialogProps) => {
  const t = useText();
  const { say } = useUi();
  const [permission, setPermission] = useState<string>();
  const [typed, setTyped] = useState("");
  const names = usePermissionNames();
  const subject = idIn(typed);
  const isOdd = typed.trim() !== "" && subject === undefined;
  const query = useAccess(of, { permission, subject });
  return (
    <Modal open title={`${t.access.why} · ${name}`} footer={null} width={640} onCancel={onClose}>
      <Form layout="vertical">
        <Form.Item label={t.access.permission}>
          <Select
            aria-label={t.access.permission}
            showSearch={{ optionFilterProp: "label" }}
            placeholder={t.move.choose}
            options={Object.entries(names).map(([value, label]) => ({ value, label: say(label) }))}
            onChange={(value: string) => setPermission(value)}
          />
        </Form.Item>
        <Form.Item
          label={t.access.subject}
          extra={t.access.subjectHint}
          {...(isOdd ? { validateStatus: "error", help: t.access.noSubject } : {})}
        >
          <Input aria-label={t.access.subject} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Form.Item>
      </Form>
      {permission === undefined ? null : (
        <QueryView query={query} rows={3}>
          {({ may, ways, notes }) => (
            <>
              <p role="status">
                <strong>{may ? t.access.can : t.access.cannot}</strong>
              </p>
              {notes.map((sentence) => (
                <p key={sentence.en}>{say(sentence)}</p>
              ))}
              {ways.map((way) => (
                <Way key={`${way.post?.id ?? way.key} ${way.actingFor ?? ""}`} way={way} />
              ))}
            </>
          )}
        </QueryView>
      )}
    </Modal>
  );
};

/** Why can she? By which post, area, department or deputyship, or which of them is missing. */
export const AccessButton = ({ of, name }: Omit<DialogProps, "onClose">) => {
  const t = useText().access;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t.why}
      </Button>
      {open ? <AccessDialog of={of} name={name} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
