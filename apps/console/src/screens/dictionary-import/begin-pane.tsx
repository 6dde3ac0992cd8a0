import { Alert, Button, Form, Input } from "antd";
import { toSentence } from "../../data/api.ts";
import { useBeginImport } from "../../data/dictionary.ts";
import { useAsked } from "../../frame/go.ts";
import { useText } from "../../strings/text.ts";

interface Place {
  readonly name: string;
  readonly dictionary: string;
  readonly version: string;
}

/** Which dictionary and version the files belong to. */
export const BeginPane = () => {
  const words = useText().dictionary;
  const [, ask] = useAsked();
  const begin = useBeginImport();
  const send = (place: Place): void => begin.mutate(place, { onSuccess: ({ id }) => ask({ import: id, step: "0" }) });
  return (
    <Form<Place> layout="vertical" className="import-form" onFinish={send} requiredMark={false}>
      <Form.Item name="name" label={words.dictionaryName} rules={[{ required: true }]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className="field-pair">
        <Form.Item
          name="dictionary"
          label={words.dictionaryId}
          rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,39}$/, message: words.dictionaryIdHint }]}
        >
          <Input placeholder={words.dictionaryIdHint} />
        </Form.Item>
        <Form.Item
          name="version"
          label={words.version}
          rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/, message: words.versionHint }]}
        >
          <Input placeholder={words.versionHint} />
        </Form.Item>
      </div>
      {begin.error === null ? null : <Alert type="error" showIcon title={toSentence(begin.error)} />}
      <Button type="primary" htmlType="submit" loading={begin.isPending}>
        {words.begin}
      </Button>
    </Form>
  );
};
