import { ProfileOutlined } from "@ant-design/icons";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { useMatterKinds } from "../data/matter.ts";

/** One way for each kind of matters that a pack declares and the person may read. */
export const PackRail = ({ path }: { readonly path: string }) => {
  const { say } = useUi();
  const { data } = useMatterKinds();
  return (data?.items ?? []).map(({ plural, name }) => {
    const target = `/matters/${plural}`;
    const here = path === target || path.startsWith(`${target}/`);
    return (
      <Link
        key={plural}
        to={target}
        className={here ? "rail-item rail-here" : "rail-item"}
        aria-current={here ? "page" : undefined}
      >
        <ProfileOutlined aria-hidden="true" />
        <span>{say(name)}</span>
      </Link>
    );
  });
};
