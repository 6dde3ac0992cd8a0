import type { Deputy } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { formatMoment, useUi, zoneAhead } from "@chengyun/ui";
import { Alert, Button, Form, Input, Modal, Select } from "antd";
import { toSentence } from "../data/api.ts";
import { serverNow } from "../data/clock.ts";
import { useAppoint, useDeputies, useDeputyCandidates } from "../data/deputy.ts";
import { useMove } from "../data/flow.ts";
import { QueryView } from "../parts/query-view.tsx";
import { useText } from "../strings/text.ts";

interface Typed {
  readonly person: string;
  readonly until: string;
  readonly reason?: string;
}

const DeputyLine = ({ deputy }: { readonly deputy: Deputy }) => {
  const t = useText();
  const { say, language, zone } = useUi();
  const { id, version, of, deputy: name } = deputy;
  const end = useMove({ kind: "deputy", plural: "deputies", id, version });
  const words = { post: say(deputy.post.name), until: formatMoment(Date.parse(deputy.until), { language, zone }) };
  return (
    <li>
      {deputy.mine
        ? fillText(t.flow.deputy.byMe, { ...words, deputy: name })
        : fillText(t.flow.deputy.ofOther, { ...words, of })}{" "}
      {deputy.standing ? null : <span className="cy-faint">{t.flow.deputy.over}</span>}
      {deputy.standing && deputy.mine ? (
        <Button size="small" loading={end.isPending} onClick={() => end.mutate({ move: "end", facts: {} })}>
          {t.flow.deputy.end}
        </Button>
      ) : null}
    </li>
  );
};

/** Who acts in one's post, in whose post one acts, and the way to appoint somebody. */
export const DeputiesDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useText();
  const { zone } = useUi();
  const [form] = Form.useForm<Typed>();
  const candidates = useDeputyCandidates();
  const appoint = useAppoint();
  const send = ({ person, until, reason }: Typed): void => {
    const moment = new Date(Date.parse(`${until}Z`) - zoneAhead(serverNow(), zone)).toISOString();
    appoint.mutate(
      { person, until: moment, ...(reason === undefined || reason === "" ? {} : { reason }) },
      { onSuccess: () => form.resetFields() },
    );
  };
  const needed = (name: string) => [{ required: true, message: fillText(t.move.needed, { name }) }];
  return (
    <Modal
      open
      title={t.flow.deputy.title}
      okText={t.flow.deputy.give}
      cancelText={t.move.cancel}
      okButtonProps={{ loading: appoint.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="cy-faint">{t.flow.deputy.hint}</p>
      {candidates.data?.items.length === 0 ? <Alert type="info" showIcon title={t.flow.deputy.alone} /> : null}
      {candidates.error === null ? null : <Alert type="error" showIcon title={toSentence(candidates.error)} />}
      {appoint.error === null ? null : <Alert type="error" showIcon title={toSentence(appoint.error)} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
        <Form.Item name="person" label={t.flow.deputy.person} rules={needed(t.flow.deputy.person)}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            options={(candidates.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))}
          />
        </Form.Item>
        <Form.Item name="until" label={t.flow.deputy.until} rules={needed(t.flow.deputy.until)}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="reason" label={t.flow.deputy.reason}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      <QueryView query={useDeputies()}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="cy-faint">{t.flow.deputy.none}</p>
          ) : (
            <ul className="records">
              {items.map((deputy) => (
                <DeputyLine key={deputy.id} deputy={deputy} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Modal>
  );
};
