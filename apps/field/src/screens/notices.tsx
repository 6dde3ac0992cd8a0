import { useUi } from "@chengyun/ui";
import { api, statusOf } from "../data/api.ts";
import { useField } from "../data/state.ts";
import { sync } from "../data/sync.ts";
import { useGo } from "../parts/go.ts";
import { Nothing, When } from "../parts/words.tsx";
import { useText } from "../strings/text.ts";

/** For somebody who felt the phone buzz: what they were told, the newest first. */
export const NoticesScreen = () => {
  const t = useText();
  const { say } = useUi();
  const go = useGo();
  const { notices, tasks } = useField();
  const open = async (notice: (typeof notices)[number]): Promise<void> => {
    const task = tasks.find((each) => each.case.id === notice.subject.id || each.subject.id === notice.subject.id);
    if (task !== undefined) go(`/tasks/${task.id}`);
    if (notice.readAt !== undefined) return;
    try {
      await api.readNotice(notice.id);
    } catch (fault) {
      // Without the net it stays unread: nothing is lost by that.
      if (statusOf(fault) !== 0) throw fault;
    }
    void sync();
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.notices.title}</h1>
      </div>
      {notices.length === 0 ? <Nothing title={t.notices.empty} /> : null}
      <ul className="list">
        {notices.map((notice) => (
          <li key={notice.id}>
            <button type="button" className="task" onClick={() => void open(notice)}>
              <span className={notice.readAt === undefined ? "task-title" : ""}>{say(notice.text)}</span>
              <span className="faint">
                <When at={Date.parse(notice.at)} />
                {notice.readAt === undefined ? ` · ${t.notices.unread}` : ""}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};
