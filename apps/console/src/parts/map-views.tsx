import { DeleteOutlined, LinkOutlined, StarOutlined } from "@ant-design/icons";
import type { MapView } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { App, Button, Checkbox, Form, Input, Modal, Popover } from "antd";
import { useState } from "react";
import { toSentence } from "../data/api.ts";
import { useKeepMapView, useMapViews, useRemoveMapView } from "../data/map.ts";
import { type Asked, writeSearch } from "../frame/go.ts";
import { useText } from "../strings/text.ts";

interface MapViewsProps {
  /** The parts of the address that say what is seen now. */
  readonly query: Asked;
  readonly onOpen: (query: Asked) => void;
}

const ViewList = ({ views, onOpen }: { views: readonly MapView[]; onOpen: (view: MapView) => void }) => {
  const t = useText();
  const remove = useRemoveMapView();
  if (views.length === 0) return <p className="second view-none">{t.atlas.viewsNone}</p>;
  return (
    <ul className="view-list">
      {views.map((view) => (
        <li key={view.id}>
          <Button type="link" size="small" onClick={() => onOpen(view)}>
            {view.name}
            {view.shared ? t.atlas.viewSharedMark : ""}
          </Button>
          {view.own ? (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={fillText(t.atlas.viewRemove, { name: view.name })}
              onClick={() => remove.mutate(view.id)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
};

const toKept = (query: Asked): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));

const SaveDialog = ({ query, onClose }: { readonly query: Asked; readonly onClose: () => void }) => {
  const t = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ name: string; shared?: boolean }>();
  const keep = useKeepMapView();
  return (
    <Modal
      open
      title={t.atlas.viewSave}
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
            { name, shared, query: toKept(query) },
            {
              onSuccess: (view) => {
                void message.info(fillText(t.atlas.viewKept, { name: view.name }));
                onClose();
              },
            },
          )
        }
      >
        <Form.Item
          name="name"
          label={t.atlas.viewName}
          rules={[{ required: true, whitespace: true, message: t.atlas.viewNameNeeded }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked">
          <Checkbox>{t.atlas.viewShared}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
};

/** Views of the map that were kept: one's own and those the department shares; each is an address as well. */
export const MapViews = ({ query, onOpen }: MapViewsProps) => {
  const t = useText();
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const { data } = useMapViews(isOpen);
  const copy = (): void => {
    navigator.clipboard.writeText(`${location.origin}/map${writeSearch(query)}`).then(
      () => void message.info(t.atlas.copied),
      () => void message.info(t.atlas.notCopied),
    );
  };
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={isOpen}
        onOpenChange={setOpen}
        content={
          <>
            <ViewList
              views={data?.items ?? []}
              onOpen={(view) => {
                setOpen(false);
                onOpen(view.query);
              }}
            />
            <Button
              size="small"
              icon={<StarOutlined />}
              onClick={() => {
                setOpen(false);
                setSaving(true);
              }}
            >
              {t.atlas.viewSave}
            </Button>{" "}
            <Button size="small" icon={<LinkOutlined />} onClick={copy}>
              {t.atlas.copyLink}
            </Button>
          </>
        }
      >
        <Button icon={<StarOutlined />} aria-expanded={isOpen}>
          {t.atlas.views}
        </Button>
      </Popover>
      {isSaving ? <SaveDialog query={query} onClose={() => setSaving(false)} /> : null}
    </>
  );
};
