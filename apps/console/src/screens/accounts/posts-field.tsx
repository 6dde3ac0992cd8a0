import { useUi } from "@chengyun/ui";
import { Form, Select } from "antd";
import { usePosts } from "../../data/identity.ts";
import { useText } from "../../strings/text.ts";

/** Chooses posts of the own area, one at least, in a form. */
export const PostsField = ({ extra }: { readonly extra?: string }) => {
  const t = useText();
  const { say } = useUi();
  const { data: posts } = usePosts();
  return (
    <Form.Item
      name="postIds"
      label={t.accounts.posts}
      extra={extra}
      rules={[{ required: true, message: t.accounts.needed }]}
    >
      <Select
        mode="multiple"
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t.accounts.choosePosts}
        options={(posts?.items ?? []).map((post) => ({
          value: post.id,
          label: `${say(post.name)} · ${say(post.departmentName)}`,
        }))}
      />
    </Form.Item>
  );
};
