import { DeleteOutlined, StarOutlined } from "@ant-design/icons";
import type { CaseView } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { App, Button, Checkbox, Form, Input, Modal, Popover } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useCaseViews, useKeepCaseView, useRemoveCaseView } from "../../data/case-list.ts";
import { useAsked } from "../../frame/go.ts";
import { useText } from "../../strings/text.ts";
import { likenessToView, noFilters, toColumns, toKept } from "./list-query.ts";

interface ViewListProps {
  readonly views: readonly CaseView[];
  readonly onOpen: (view: CaseView) => void;
}

const ViewList = ({ views, onOpen }: ViewListProps) => {
  const t = useText();
  const remove = useRemoveCaseView();
  if (views.length === 0) return <p className="second">{t.cases.viewsNone}</p>;
  return (
    <ul className="view-list">
      {views.map((view) => (
        <li key={view.id}>
          <Button type="link" size="small" onClick={() => onOpen(view)}>
            {view.name}
            {view.shared ? t.cases.viewSharedMark : ""}
          </Button>
          {view.own ? (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={fillText(t.cases.viewRemove, { name: view.name })}
              onClick={() => remove.mutate(view.id)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
};

const SaveDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ name: string; shared?: boolean }>();
  const [asked, ask] = useAsked();
  const keep = useKeepCaseView();
  return (
    <Modal
      open
      title={t.cases.viewSave}
      okText={t.cases.save}
      cancelText={t.cases.cancel}
      okButtonProps={{ loading: keep.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {keep.error === null ? null : <p role="alert">{toSentence(keep.error)}</p>}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ name, shared = false }) =>
          keep.mutate(
            { name, shared, query: toKept(asked), columns: [...toColumns(asked)] },
            {
              onSuccess: (view) => {
                ask({ view: view.id });
                void message.info(fillText(t.cases.viewKept, { name: view.name }));
                onClose();
              },
            },
          )
        }
      >
        <Form.Item
          name="name"
          label={t.cases.viewName}
          rules={[{ required: true, whitespace: true, message: t.cases.viewNameNeeded }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked">
          <Checkbox>{t.cases.viewShared}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
};

/** Lists that were kept: one's own and those the department shares; each is an address that can be sent on. */
export const ViewPicker = () => {
  const t = useText();
  const [asked, ask] = useAsked();
  const { data } = useCaseViews();
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const views = data?.items ?? [];
  const current = views.find(({ id }) => id === asked["view"]);
  const likeness = current === undefined ? "none" : likenessToView(asked, current.query);
  const nameOfShown = {
    none: t.cases.views,
    same: current?.name,
    changed: fillText(t.cases.viewChanged, { name: current?.name ?? "" }),
  };
  const open = (view: CaseView): void => {
    ask({ ...noFilters, ...view.query, columns: view.columns.join(","), view: view.id });
    setOpen(false);
  };
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={isOpen}
        onOpenChange={setOpen}
        content={
          <>
            <ViewList views={views} onOpen={open} />
            <Button
              size="small"
              onClick={() => {
                setOpen(false);
                setSaving(true);
              }}
            >
              {t.cases.viewSave}
            </Button>
          </>
        }
      >
        <Button size="small" icon={<StarOutlined />}>
          {nameOfShown[likeness]}
        </Button>
      </Popover>
      {isSaving ? <SaveDialog onClose={() => setSaving(false)} /> : null}
    </>
  );
};
