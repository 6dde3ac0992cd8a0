import type { Warning } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect } from "react";
import { useMay } from "../../data/session.ts";
import { useWarning } from "../../data/warning.ts";
import { useGo, useId } from "../../frame/go.ts";
import { Moves } from "../../parts/moves.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { WarningMap } from "../../parts/warning-map.tsx";
import { WarningSigns } from "../../parts/warning-signs.tsx";
import { FactList, Moment, Part, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import { Proofs, refersWords } from "./proofs.tsx";
import "../../warnings.css";

const languages = ["zh", "en"] as const;
const parts = ["short", "description", "instruction"] as const;
const drafts: readonly string[] = ["draft", "submitted", "approved"];

interface OfWarning {
  readonly warning: Warning;
}

/** Both languages side by side, whoever reads: both go out. */
const Texts = ({ warning }: OfWarning) => {
  const words = useText().warnings;
  return (
    <Part title={words.texts}>
      <div className="warning-texts">
        {languages.map((language) => (
          <section key={language} lang={language}>
            <h3>{warning.text.headline[language]}</h3>
            <FactList
              facts={parts.map((part) => ({
                key: part,
                name: words[part],
                value: <p className="warning-words">{warning.text[part][language]}</p>,
              }))}
            />
          </section>
        ))}
      </div>
    </Part>
  );
};

const Messages = ({ warning }: OfWarning) => {
  const words = useText().warnings;
  return (
    <Part title={words.messages}>
      {warning.messages.length === 0 ? (
        <p className="cy-faint">{words.noMessages}</p>
      ) : (
        <div className="proof-scroll">
          <table className="proof-table">
            <thead>
              <tr>
                <th scope="col">{words.kind}</th>
                <th scope="col">{words.number}</th>
                <th scope="col">{words.sent}</th>
                <th scope="col" aria-label={words.refers} />
              </tr>
            </thead>
            <tbody>
              {warning.messages.map((message) => (
                <tr key={message.identifier}>
                  <td>{words.msgTypes[message.msgType]}</td>
                  <td>
                    {warning.source === "own" ? (
                      <a
                        href={`/feeds/warnings/${message.identifier}`}
                        target="_blank"
                        rel="noreferrer"
                        title={words.open}
                      >
                        {message.identifier}
                      </a>
                    ) : (
                      message.identifier
                    )}
                  </td>
                  <td>
                    <Moment at={message.sentAt} />
                  </td>
                  <td>{refersWords(message.references.length, words.refers)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
};

const Facts = ({ warning }: OfWarning) => {
  const words = useText().warnings;
  const { say } = useUi();
  const link = (id: string) => <Link to={`/warnings/${id}`}>{words.screens.warning}</Link>;
  return (
    <Part title={words.facts}>
      <FactList
        facts={[
          { name: words.event, value: say(warning.event) },
          { name: words.where, value: warning.areaNames.map(say).join(say({ zh: "、", en: ", " })) },
          ...(warning.onset === undefined ? [] : [{ name: words.from, value: <Moment at={warning.onset} /> }]),
          { name: words.until, value: <Moment at={warning.expires} /> },
          {
            name: words.by,
            value: warning.departmentName === undefined ? (warning.senderName ?? "–") : say(warning.departmentName),
          },
          ...(warning.updates === undefined ? [] : [{ name: words.updatesOne, value: link(warning.updates) }]),
          ...(warning.updatedBy === undefined ? [] : [{ name: words.updatedBy, value: link(warning.updatedBy) }]),
        ]}
      />
      <div className="warning-map">
        <WarningMap warnings={[warning]} />
      </div>
    </Part>
  );
};

const Body = ({ warning }: OfWarning) => {
  const words = useText().warnings;
  const { say } = useUi();
  const may = useMay();
  const go = useGo();
  const title = say(warning.headline);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const { id, version, stage } = warning;
  return (
    <div className="page case-page">
      <header className="subject-head">
        <div className="subject-signs">
          <WarningSigns warning={warning} />
          <StageName kind="warning" stage={stage} />
          <Link to="/warnings">{words.screens.warnings}</Link>
        </div>
        <h1>{title}</h1>
      </header>
      <div className="case-top">
        <Moves subject={{ kind: "warning", plural: "warnings", id, version }} stage={stage} offers={warning.moves}>
          {may("warnings.draft") && drafts.includes(stage) ? (
            <Button onClick={() => go(`/warnings/${id}/edit`)}>{words.edit}</Button>
          ) : null}
          {may("warnings.draft") && stage === "issued" ? (
            <Button onClick={() => go("/warnings/new", { updates: id })}>{words.update}</Button>
          ) : null}
        </Moves>
      </div>
      <div className="page-two">
        <div className="page-main">
          <Texts warning={warning} />
          <Proofs id={id} />
          <Messages warning={warning} />
        </div>
        <div className="page-side">
          <Facts warning={warning} />
        </div>
      </div>
    </div>
  );
};

/** For whoever drafts, approves, issues or follows one warning: what it says, where it holds, whom it reached, what comes next. */
const WarningScreen = () => (
  <QueryView query={useWarning(useId())} rows={14}>
    {(warning) => <Body key={warning.id} warning={warning} />}
  </QueryView>
);

export default WarningScreen;
