import { BellOutlined } from "@ant-design/icons";
import { fillText } from "@chengyun/kernel";
import { Empty, formatAgo, formatCount, useUi } from "@chengyun/ui";
import { Badge, Button, Popover } from "antd";
import { useState } from "react";
import { useNowStep } from "../data/clock.ts";
import { useNotices, useReadNotice } from "../data/notice.ts";
import { subjectAddress } from "../parts/subject-address.ts";
import { useText } from "../strings/text.ts";
import { useGo } from "./go.ts";

/** What was told to this person: unread ones are counted on the bell, each leads to what it is about. */
export const NoticeBell = () => {
  const t = useText();
  const { say, language } = useUi();
  const go = useGo();
  const now = useNowStep(30_000);
  const [open, setOpen] = useState(false);
  const { data } = useNotices(true);
  const read = useReadNotice();
  const notices = data?.items ?? [];
  const unread = notices.filter((notice) => notice.readAt === undefined).length;
  const list =
    notices.length === 0 ? (
      <Empty title={t.frame.noNotices} hint={t.frame.noNoticesHint} />
    ) : (
      <ul className="notices">
        {notices.map((notice) => (
          <li key={notice.id}>
            <button
              type="button"
              className={notice.readAt === undefined ? "notice notice-unread" : "notice"}
              onClick={() => {
                if (notice.readAt === undefined) read.mutate(notice.id);
                setOpen(false);
                const target = subjectAddress(notice.subject);
                go(target?.path ?? "/notices", target?.asked);
              }}
            >
              <span>{say(notice.text)}</span>
              <span className="cy-faint">{formatAgo(Date.parse(notice.at), now, language)}</span>
            </button>
          </li>
        ))}
      </ul>
    );
  const whole = (
    <>
      {list}
      <Button
        type="link"
        block
        onClick={() => {
          setOpen(false);
          go("/notices");
        }}
      >
        {t.told.all}
      </Button>
    </>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={whole}>
      <Button
        type="text"
        aria-label={`${t.frame.notices}, ${fillText(t.frame.unread, { n: String(unread) })}`}
        icon={<BellOutlined />}
      >
        {unread === 0 ? null : <Badge className="bar-badge" count={formatCount(unread)} color="var(--ink)" />}
      </Button>
    </Popover>
  );
};
