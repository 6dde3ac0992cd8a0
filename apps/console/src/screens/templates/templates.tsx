import type { NoticeTemplate } from "@chengyun/contracts";
import { Empty, useUi } from "@chengyun/ui";
import { Tag } from "antd";
import { useEscalations, useTemplates } from "../../data/notice.ts";
import { useAsked } from "../../frame/go.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";
import { Editor } from "./editor.tsx";
import { TellOn } from "./tell-on.tsx";

interface ListProps {
  readonly templates: readonly NoticeTemplate[];
  readonly chosen: string | undefined;
  readonly onChoose: (type: string) => void;
}

const TemplateList = ({ templates, chosen, onChoose }: ListProps) => {
  const t = useText();
  const { say } = useUi();
  const { data } = useEscalations();
  const unheld = new Set((data?.items ?? []).filter((one) => one.unheld.length > 0).map(({ type }) => type));
  return (
    <ul className="template-list">
      {templates.map(({ type, words, version, urgent }) => (
        <li key={type}>
          <button
            type="button"
            className={type === chosen ? "template-row template-here" : "template-row"}
            aria-current={type === chosen ? "true" : undefined}
            onClick={() => onChoose(type)}
          >
            <span className="template-words">{say(words.short)}</span>
            <span className="second">
              <code>{type}</code> ·{" "}
              {version === 0 ? t.told.template.asDeclared : `${t.told.template.version} ${version}`}{" "}
              {urgent ? <Tag>{t.told.urgent}</Tag> : null}
              {unheld.has(type) ? <Tag color="warning">{t.told.tellOn.unheldMark}</Tag> : null}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};

/** For the administrator: what each notice says, in both languages. */
const Templates = () => {
  const t = useText();
  const query = useTemplates();
  const [asked, ask] = useAsked();
  return (
    <ListPage title={t.screens.templates}>
      <p className="second list-lead">{t.told.template.lead}</p>
      <QueryView query={query} rows={10}>
        {({ items }) => {
          const chosen = items.find(({ type }) => type === asked["type"]);
          if (items.length === 0) return <Empty title={t.told.template.empty} hint={t.told.template.emptyHint} />;
          return (
            <div className="templates">
              <TemplateList templates={items} chosen={chosen?.type} onChoose={(type) => ask({ type })} />
              {chosen === undefined ? (
                <p className="second template-none">{t.told.template.choose}</p>
              ) : (
                <div className="template-editor">
                  <Editor key={`${chosen.type} ${chosen.version}`} template={chosen} />
                  <TellOn key={`on ${chosen.type}`} type={chosen.type} />
                </div>
              )}
            </div>
          );
        }}
      </QueryView>
    </ListPage>
  );
};

export default Templates;
