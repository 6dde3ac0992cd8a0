import type { NoticeShape } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { Empty, formatAgo, formatMoment, useUi } from "@chengyun/ui";
import { Button, Segmented, Tabs, Tag } from "antd";
import { useEffect, useRef } from "react";
import { useNowStep } from "../../data/clock.ts";
import { useAcknowledge, useOwnNotices, useReadNotice, useShowNotices } from "../../data/notice.ts";
import { useAsked, useGo } from "../../frame/go.ts";
import { useEndless } from "../../parts/endless.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { subjectAddress } from "../../parts/subject-address.ts";
import { useText } from "../../strings/text.ts";
import { Settings } from "./settings.tsx";

/** Says once of each notice that it came into sight. */
const useShown = (rows: readonly NoticeShape[]): void => {
  const { mutate } = useShowNotices();
  const said = useRef(new Set<string>());
  useEffect(() => {
    const fresh = rows.filter(({ id, readAt }) => readAt === undefined && !said.current.has(id)).map(({ id }) => id);
    for (const id of fresh) said.current.add(id);
    if (fresh.length > 0) mutate(fresh.slice(0, 500));
  }, [rows, mutate]);
};

const Acknowledgement = ({ notice }: { readonly notice: NoticeShape }) => {
  const t = useText();
  const { language, zone } = useUi();
  const acknowledge = useAcknowledge();
  const words = (text: string, at: string) => fillText(text, { at: formatMoment(Date.parse(at), { language, zone }) });
  if (notice.acknowledge === undefined) return null;
  const { at, by } = notice.acknowledge;
  if (at !== undefined) return <span className="second">{words(t.told.acknowledged, at)}</span>;
  return (
    <>
      <Button size="small" type="primary" loading={acknowledge.isPending} onClick={() => acknowledge.mutate(notice.id)}>
        {t.told.acknowledge}
      </Button>
      {by === undefined ? null : <span className="second">{words(t.told.waitingUntil, by)}</span>}
    </>
  );
};

const Notice = ({ notice, now }: { readonly notice: NoticeShape; readonly now: number }) => {
  const t = useText();
  const { say, language } = useUi();
  const go = useGo();
  const read = useReadNotice();
  const target = subjectAddress(notice.subject);
  const isUnread = notice.readAt === undefined;
  return (
    <li className={isUnread ? "told told-unread" : "told"}>
      <div className="told-words">
        <p className="told-short">
          {notice.urgent ? <Tag>{t.told.urgent}</Tag> : null}
          {notice.step > 0 ? <Tag>{fillText(t.told.escalated, { n: String(notice.step) })}</Tag> : null}
          {say(notice.text)}
        </p>
        {notice.long === undefined ? null : <p className="second told-long">{say(notice.long)}</p>}
        <div className="told-actions">
          <span className="cy-faint">{formatAgo(Date.parse(notice.at), now, language)}</span>
          {target === undefined ? null : (
            <Button
              size="small"
              onClick={() => {
                if (isUnread) read.mutate(notice.id);
                go(target.path, target.asked);
              }}
            >
              {t.told.open}
            </Button>
          )}
          <Acknowledgement notice={notice} />
          {isUnread && notice.acknowledge === undefined ? (
            <Button size="small" type="text" onClick={() => read.mutate(notice.id)}>
              {t.told.read}
            </Button>
          ) : null}
        </div>
      </div>
    </li>
  );
};

type Filter = "all" | "unread" | "waiting";

const NoticeList = ({ filter }: { readonly filter: Filter }) => {
  const t = useText();
  const now = useNowStep(30_000);
  const query = useOwnNotices({ unread: filter === "unread", waiting: filter === "waiting", type: undefined });
  const { rows, more } = useEndless(query);
  useShown(rows);
  return (
    <QueryView query={query} rows={8}>
      {() =>
        rows.length === 0 ? (
          <Empty title={t.told.none} hint={t.told.noneHint} />
        ) : (
          <>
            <ul className="told-list">
              {rows.map((notice) => (
                <Notice key={notice.id} notice={notice} now={now} />
              ))}
            </ul>
            {query.hasNextPage ? (
              <Button block onClick={more} loading={query.isFetching}>
                …
              </Button>
            ) : null}
          </>
        )
      }
    </QueryView>
  );
};

/** For everybody: what was told to them, and how they want to be told. */
const Notices = () => {
  const t = useText();
  const [asked, ask] = useAsked();
  const filter = (asked["show"] ?? "all") as Filter;
  const filters = (
    <Segmented
      aria-label={t.told.type}
      value={filter}
      onChange={(show) => ask({ show: show === "all" ? undefined : show })}
      options={(["all", "unread", "waiting"] as const).map((value) => ({ value, label: t.told.filter[value] }))}
    />
  );
  return (
    <ListPage title={t.screens.notices}>
      <div className="page narrow">
        <Tabs
          activeKey={asked["tab"] ?? "list"}
          onChange={(tab) => ask({ tab: tab === "list" ? undefined : tab })}
          items={[
            {
              key: "list",
              label: t.told.tabs.list,
              children: (
                <>
                  <div className="told-filter">{filters}</div>
                  <NoticeList filter={filter} />
                </>
              ),
            },
            { key: "settings", label: t.told.tabs.settings, children: <Settings /> },
          ]}
        />
      </div>
    </ListPage>
  );
};

export default Notices;
