import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Select } from "antd";
import { useChoosePost, useMe } from "../data/session.ts";
import { useText } from "../strings/text.ts";

/** The post the person sits in; a choice only when there is one. */
export const PostSwitcher = () => {
  const t = useText();
  const { say } = useUi();
  const { data: me } = useMe();
  const choose = useChoosePost();
  if (me === undefined || me === null) return null;
  const who = me.actingFor === undefined ? me.name : fillText(t.flow.actingFor, { name: me.name, of: me.actingFor });
  if (me.posts.length + me.deputyIn.length < 2)
    return (
      <span className="bar-post" title={say(me.post.departmentName)}>
        {say(me.post.name)} · {who}
      </span>
    );
  const own = me.posts.map((post) => ({ value: post.id, label: `${say(post.name)} · ${say(post.departmentName)}` }));
  const others = me.deputyIn.map(({ post, of }) => ({
    value: post.id,
    label: `${say(post.name)} · ${fillText(t.flow.deputyOf, { of })}`,
  }));
  return (
    <Select
      className="bar-post"
      variant="borderless"
      aria-label={t.frame.post}
      popupMatchSelectWidth={false}
      value={me.post.id}
      loading={choose.isPending}
      onChange={(postId) => choose.mutate(postId)}
      options={[...own, ...others]}
    />
  );
};
